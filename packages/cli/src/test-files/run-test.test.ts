import { describe, expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPortico } from '../testing/run-portico.ts';

const EXAMPLES = fileURLToPath(new URL('../../../../examples/template-tests', import.meta.url));
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

function folderWith(files: Readonly<Record<string, string>>): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'portico-test-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true }) };
}

const GOOD =
  'template: t.vtl\ntests:\n  - name: one\n    expect: { output: ok }\n  - name: two\n    expect: { output: ok }\n';
const FILES = { 't.vtl': 'ok', 'a.portico-test.yaml': GOOD };

/** Times differ from run to run. */
function timeless(text: string): string {
  return text.replaceAll(/\d+ ms/g, 'N ms');
}

test('the examples pass', async () => {
  const { exitCode, stdout, stderr } = await runPortico(['test', EXAMPLES]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(/\n19 passed, 0 failed in 4 files \(\d+ ms\)\n$/);
});

describe('portico test', () => {
  test('says what differs, and where the test stands', async () => {
    using folder = folderWith({ ...FILES, 't.vtl': 'no', 'b.portico-test.yml': GOOD });
    const file = join(folder.path, 'b.portico-test.yml');
    const { exitCode, stdout } = await runPortico(['test', file, '--filter', 'TWO']);
    expect(exitCode).toBe(1);
    expect(timeless(stdout)).toBe(`✗ ${file} (1 test, N ms)
  ✗ two  ${file}:5:5
    output:
      - ok
      + no
0 passed, 1 failed in 1 file (N ms)
`);
  });

  test.each<[string, Record<string, string>, string[], number, string]>([
    ['names the tests that pass with --verbose', FILES, ['--verbose'], 0, '  ✓ one\n  ✓ two\n2 passed'],
    [
      'does not run a file that is wrong',
      { 'a.portico-test.yaml': 'tests: []' },
      [],
      2,
      'a.portico-test.yaml:1:8: tests is empty',
    ],
    [
      'runs the other files all the same',
      { ...FILES, 'b.portico-test.yaml': 'x: 1' },
      [],
      2,
      '2 passed, 0 failed, 1 file not run in 2 files',
    ],
    ['fails without test files', { 't.vtl': '' }, [], 2, 'no test files (*.portico-test.yaml) in '],
    ['fails when no test is left by the filter', FILES, ['--filter', 'three'], 2, 'no test has "three" in its name'],
  ])('%s', async (_name, files, args, exitCode, text) => {
    using folder = folderWith(files);
    const run = await runPortico(['test', folder.path, ...args]);
    expect(run.exitCode).toBe(exitCode);
    expect(run.stdout + run.stderr).toContain(text);
  });

  test('refuses a path that is not there', async () => {
    expect(await runPortico(['test', '/none'])).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'portico: there is no /none.\n',
    });
  });

  test('writes coverage and JUnit reports, also of a run that fails', async () => {
    using folder = folderWith({ ...FILES, 't.vtl': '#if($context.stage)no#end' });
    const [lcov, junit] = [join(folder.path, 'c.lcov'), join(folder.path, 'j.xml')];
    const run = await runPortico(['test', folder.path, '--coverage', '--lcov', lcov, '--junit', junit]);
    expect(run.exitCode).toBe(1);
    expect(run.stdout).toContain(`${folder.path}/t.vtl    2/2 100%   1/2 50%  1:1 else\n`);
    expect(readFileSync(lcov, 'utf8')).toContain(`SF:${folder.path}/t.vtl\n`);
    expect(readFileSync(junit, 'utf8')).toContain('tests="2" failures="2" errors="0"');
  });

  test('--watch runs again what a change concerns', async () => {
    using folder = folderWith({ ...FILES, 'b.portico-test.yaml': GOOD.replaceAll('t.vtl', 'u.vtl'), 'u.vtl': 'ok' });
    const child = Bun.spawn([process.execPath, MAIN, 'test', folder.path, '--watch'], {
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'ignore',
    });
    const reader = child.stdout.getReader();
    const decoder = new TextDecoder();
    let seen = '';
    const until = async (text: string) => {
      while (!seen.includes(text)) seen += decoder.decode((await reader.read()).value, { stream: true });
    };
    await until('b.portico-test.yaml');
    seen = '';
    const write = setInterval(() => writeFileSync(join(folder.path, 'u.vtl'), 'no'), 100);
    await until('0 passed, 2 failed in 1 file');
    clearInterval(write);
    expect(seen).toContain('b.portico-test.yaml');
    expect(seen).not.toContain('a.portico-test.yaml');
    child.kill();
    await child.exited;
  });
});
