import { describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runPortico } from './testing/run-portico.ts';

const ROOT = new URL('../../../', import.meta.url);

interface Shown {
  readonly command: string;
  readonly output: string;
}

/** The blocks of a page that begin with `$ portico ...`: a command, and all that it prints. */
function commandsOf(page: string): readonly Shown[] {
  const text = readFileSync(new URL(page, ROOT), 'utf8');
  return [...text.matchAll(/^```\n\$ portico (.*)\n([\s\S]*?)^```$/gm)].map(([, command = '', output = '']) => ({
    command,
    output,
  }));
}

/** Splits at blanks; no command of the pages has quotes. */
async function run(command: string, folder: string): Promise<string> {
  const { stdout, stderr } = await runPortico(command.split(' '), {}, fileURLToPath(new URL(folder, ROOT)));
  return stdout + stderr;
}

/** What a page shows, as a pattern: times differ, and `...` on a line stands for lines that it leaves out. */
function patternOf(shown: string): RegExp {
  const lines = withoutTimes(shown)
    .split('\n')
    .map((line) => (line === '...' ? '(?:.*\\n)*' : `${RegExp.escape(line)}\n`));
  return new RegExp(`^${lines.join('')}$`);
}

function withoutTimes(text: string): string {
  return text.replace(/\d+ ms|\d+(?:\.\d+)? s\b/g, 'TIME').trimEnd();
}

describe.each([
  ['docs/render.md', 'examples/template-tests', 3],
  ['docs/check.md', 'examples/template-tests', 2],
  ['docs/test.md', '.', 1],
  ['README.md', 'examples/template-tests', 4],
])('%s shows what is really printed', (page, folder, count) => {
  const shown = commandsOf(page);

  test('has commands', () => expect(shown.length).toBeGreaterThanOrEqual(count));

  test.each(shown.map((one) => [one.command, one] as const))(
    'portico %s',
    async (_, { command, output }) => {
      expect(`${withoutTimes(await run(command, folder))}\n`).toMatch(patternOf(output));
    },
    60_000,
  );
});
