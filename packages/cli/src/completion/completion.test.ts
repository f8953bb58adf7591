import { describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../program.ts';
import { runPortico } from '../testing/run-portico.ts';
import { bashCompletion } from './bash.ts';
import { readCommandTable } from './command-table.ts';
import { fishCompletion } from './fish.ts';
import { zshCompletion } from './zsh.ts';

const table = readCommandTable(createProgram());
const longNames = table.flatMap(({ options }) =>
  options.flatMap(({ names }) => names.filter((name) => name.startsWith('--'))),
);

describe('bash offers', () => {
  const bash = (words: readonly string[], cwd = '/'): readonly string[] => {
    const script = `${bashCompletion(table)}
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _portico; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = Bun.spawnSync(['bash', '-c', script, 'bash', ...words], { cwd });
    return stdout
      .toString()
      .split('\n')
      .filter((line) => line !== '');
  };

  test.each<[string[], string[]]>([
    [
      ['portico', 'st'],
      ['start', 'status'],
    ],
    [['portico', '--v'], ['--version']],
    [['portico', 'start', '--no'], ['--no-sample']],
    [
      ['portico', 'start', '--execution-log', ''],
      ['OFF', 'ERROR', 'INFO'],
    ],
    [['portico', 'start', '--port', ''], []],
    [['portico', 'train', '--solver', 'b'], ['bayes']],
    [
      ['portico', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['portico', 'import', '--bas'], ['--basepath']],
    [['portico', 'nonsense', ''], []],
  ])('%p: %p', (words, offered) => {
    expect(bash(words)).toEqual(offered);
  });

  test('file names with spaces, and only folders where a folder is asked for', () => {
    const folder = mkdtempSync(join(tmpdir(), 'portico-completion-'));
    try {
      writeFileSync(join(folder, 'my api.yaml'), '');
      expect(bash(['portico', 'import', 'my'], folder)).toEqual(['my api.yaml']);
      expect(bash(['portico', 'train', '--out', 'my'], folder)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

test('every option is in every script', () => {
  for (const script of [bashCompletion(table), zshCompletion(table)]) {
    for (const name of longNames) expect(script).toContain(name);
  }
  for (const name of longNames) expect(fishCompletion(table)).toContain(`-l ${name.slice(2)} `);
});

test('quotes and brackets of descriptions are escaped as each shell wants it', () => {
  const command = {
    name: 'portico',
    description: '',
    options: [{ names: ['--a'], description: "it's [b]: c\\d", value: undefined }],
    argument: undefined,
  };
  expect(zshCompletion([command])).toContain(String.raw`'--a[it'\''s \[b\]\: c\\d]'`);
  expect(fishCompletion([command])).toContain(String.raw`-d 'it\'s [b]: c\\d'`);
});

test.each(['bash', 'zsh', 'fish'])('portico completion %s prints the script', async (shell) => {
  const { exitCode, stdout } = await runPortico(['completion', shell]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('portico');
});

test('an unknown shell is refused with those that there are', async () => {
  const { exitCode, stderr } = await runPortico(['completion', 'ksh']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('Allowed choices are bash, zsh, fish.');
});
