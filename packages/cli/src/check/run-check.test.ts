import { describe, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortico } from '../testing/run-portico.ts';

function folderWith(files: Readonly<Record<string, string>>): Disposable & { path(name: string): string } {
  const folder = mkdtempSync(join(tmpdir(), 'portico-check-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return { path: (name) => join(folder, name), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const FILES = {
  'safe.vtl': `{"name": $input.json('$.name')}`,
  'open.vtl': `{"name": "$input.path('$.name')"}`,
  'fails.vtl': `"$input.path('$.name').substring(3)"`,
  'broken.vtl': '#if(',
  'in.json': '{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}',
  'bad.json': '{"type":"wrong"}',
};

describe('portico check', () => {
  test('says for how many inputs a template holds', async () => {
    using folder = folderWith(FILES);
    const args = ['check', folder.path('safe.vtl'), '--schema', folder.path('in.json'), '--runs', '200', '--seed', '1'];
    expect(await runPortico(args)).toEqual({ exitCode: 0, stdout: 'Holds for 200 inputs (seed 1).\n', stderr: '' });
  });

  test('shows the smallest counterexample as a file that portico render takes', async () => {
    using folder = folderWith(FILES);
    const check = [folder.path('open.vtl'), '--schema', folder.path('in.json'), '--seed', '1'];
    const { exitCode, stdout } = await runPortico(['check', ...check]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/^Broken by input \d+ \(seed 1\): the output is not JSON\.\n/);
    const [, request = ''] = /--request FILE:\n\n([\s\S]+)$/.exec(stdout) ?? [];
    const file = folder.path('request.json');
    writeFileSync(file, request);
    const rendered = await runPortico(['render', folder.path('open.vtl'), '--request', file]);
    expect(rendered.exitCode).toBe(0);
    expect(() => JSON.parse(rendered.stdout)).toThrow();
  });

  test('shows where a template fails', async () => {
    using folder = folderWith(FILES);
    const { exitCode, stdout } = await runPortico([
      'check',
      folder.path('fails.vtl'),
      '--schema',
      folder.path('in.json'),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('fails.vtl:1:24: MethodInvocationException (StringIndexOutOfBoundsException)');
    expect(stdout).toContain('{\n  "body": {"name":""}\n}\n');
  });

  test('the response phase has a second file', async () => {
    using folder = folderWith(FILES);
    const args = [
      'check',
      folder.path('open.vtl'),
      '--schema',
      folder.path('in.json'),
      '--phase',
      'response',
      '--json',
    ];
    const { exitCode, stdout } = await runPortico(args);
    expect(exitCode).toBe(1);
    const { holds, problem, counterexample } = JSON.parse(stdout);
    expect({ holds, kind: problem.kind }).toEqual({ holds: false, kind: 'not-json' });
    expect(JSON.parse(counterexample.response).name).toHaveLength(1);
  });

  test.each<[string, string[], number, string]>([
    ['a template that does not parse', ['broken.vtl', '--schema', 'in.json'], 1, 'ParseErrorException'],
    ['a schema that cannot be used', ['safe.vtl', '--schema', 'bad.json'], 2, 'the schema cannot be used'],
    ['a schema that is no JSON', ['safe.vtl', '--schema', 'safe.vtl'], 2, 'is not JSON'],
    ['a schema that is not there', ['safe.vtl', '--schema', 'none.json'], 2, 'there is no such file'],
  ])('refuses %s', async (_name, args, exitCode, text) => {
    using folder = folderWith(FILES);
    const run = await runPortico(['check', ...args.map((arg) => (arg.startsWith('--') ? arg : folder.path(arg)))]);
    expect({ exitCode: run.exitCode, stdout: run.stdout }).toEqual({ exitCode, stdout: '' });
    expect(run.stderr).toContain(text);
  });
});
