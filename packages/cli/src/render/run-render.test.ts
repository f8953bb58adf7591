import { describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPortico } from '../testing/run-portico.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** A folder with these files, which goes away again. */
function folderWith(files: Readonly<Record<string, string>>): Disposable & { path(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-render-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return {
    path: (name) => join(folder, name),
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

const FILES = {
  't.vtl': `{"id": $input.params('id'), "n": $input.json('$.n')}`,
  'r.json': '{"pathParameters":{"id":"7"},"body":{"n":1.0}}',
  'a.json': '{"n":2}',
  'c.json': '{"stage":"prod"}',
  'v.json': '{"table":"pets"}',
  'context.vtl': '$context.stage $stageVariables.table',
  'over.vtl': '#set($context.responseOverride.status = 201)ok',
  'fails.vtl': `a\n  $input.path('$.n').toString().substring(9)`,
  'broken.vtl': 'a\n#if($x',
  'bad.json': '{"boddy":1}',
};

describe('portico render', () => {
  test.each<[string, string[], { exitCode: number; stdout: string; stderr: string }]>([
    [
      'prints the output alone',
      ['t.vtl', '--request', 'r.json'],
      { exitCode: 0, stdout: '{"id": 7, "n": 1.0}', stderr: '' },
    ],
    [
      'renders the response phase',
      ['t.vtl', '--request', 'r.json', '--response', 'a.json'],
      { exitCode: 0, stdout: '{"id": 7, "n": 2}', stderr: '' },
    ],
    [
      'takes context and stage variables',
      ['context.vtl', '--context', 'c.json', '--stage-variables', 'v.json'],
      { exitCode: 0, stdout: 'prod pets', stderr: '' },
    ],
    [
      'shows overrides beside the output',
      ['over.vtl'],
      { exitCode: 0, stdout: 'ok', stderr: '\n\nOverrides:\n  responseOverride.status = 201\n' },
    ],
    [
      'shows an error with its lines',
      ['fails.vtl', '--request', 'r.json'],
      {
        exitCode: 1,
        stdout: '',
        stderr: `portico: DIR/fails.vtl:2:33: MethodInvocationException (StringIndexOutOfBoundsException): substring threw StringIndexOutOfBoundsException: begin 9, end 3, length 3
1 | a
2 |   $input.path('$.n').toString().substring(9)
  |                                 ^^^^^^^^^^^^
`,
      },
    ],
    [
      'shows what does not parse',
      ['broken.vtl'],
      {
        exitCode: 1,
        stdout: '',
        stderr:
          'portico: DIR/broken.vtl:2:7: ParseErrorException: the template ends too early: expected `)`\n1 | a\n2 | #if($x\n  |       ^\n',
      },
    ],
    [
      'refuses a file that is not there',
      ['none.vtl'],
      { exitCode: 2, stdout: '', stderr: 'portico: cannot read DIR/none.vtl: there is no such file.\n' },
    ],
    [
      'refuses an input of the wrong shape',
      ['t.vtl', '--context', 't.vtl'],
      {
        exitCode: 2,
        stdout: '',
        stderr: 'portico: DIR/t.vtl: the file must be JSON (unexpected "$" at offset 7).\n',
      },
    ],
  ])('%s', async (_name, args, result) => {
    using folder = folderWith(FILES);
    const run = await runPortico(['render', ...args.map((arg) => (arg.startsWith('--') ? arg : folder.path(arg)))]);
    expect({
      ...run,
      stderr: run.stderr.replaceAll(dirname(folder.path('t.vtl')), 'DIR'),
    }).toEqual(result);
  });

  test('--trace shows each step on stderr', async () => {
    using folder = folderWith(FILES);
    const run = await runPortico(['render', folder.path('t.vtl'), '--request', folder.path('r.json'), '--trace']);
    expect(run).toEqual({
      exitCode: 0,
      stdout: '{"id": 7, "n": 1.0}',
      stderr: `1:8   $input.params('id')  = "7"\n1:34  $input.json('$.n')   = "1.0"\n\n`,
    });
  });

  test('--json is one document, also of a failure', async () => {
    using folder = folderWith(FILES);
    const good = await runPortico(['render', folder.path('over.vtl'), '--json', '--trace']);
    expect(JSON.parse(good.stdout)).toEqual({
      rendered: true,
      output: 'ok',
      requestOverride: { header: {}, path: {}, querystring: {} },
      responseOverride: { status: 201, header: {} },
      trace: [
        {
          kind: 'set',
          line: 1,
          column: 1,
          source: '#set($context.responseOverride.status = 201)',
          depth: 0,
          value: '201',
        },
      ],
    });
    const bad = await runPortico(['render', folder.path('broken.vtl'), '--json']);
    expect(bad.exitCode).toBe(1);
    expect(JSON.parse(bad.stdout).error).toMatchObject({ name: 'ParseErrorException', line: 2, column: 7 });
  });

  test('--watch renders again when a file changes', async () => {
    using folder = folderWith({ 't.vtl': 'one', 'other.txt': '' });
    const child = Bun.spawn([process.execPath, MAIN, 'render', folder.path('t.vtl'), '--watch'], {
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'ignore',
    });
    const reader = child.stdout.getReader();
    const decoder = new TextDecoder();
    const next = async () => decoder.decode((await reader.read()).value);
    expect(await next()).toBe('one');
    // The folder is watched from a moment after the output on: write until it is seen.
    const write = setInterval(() => {
      writeFileSync(folder.path('other.txt'), 'x');
      writeFileSync(folder.path('t.vtl'), 'two');
    }, 100);
    expect(await next()).toBe('two');
    clearInterval(write);
    child.kill();
    await child.exited;
  });
});
