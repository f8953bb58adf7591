import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortico } from '../testing/run-portico.ts';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-lint-'));
  write('clean.vtl', '{"a": 1}');
  write('bad.vtl', '{\n  "q": "$input.params("q")"\n}');
  write('warning.vtl', '#set($x = 1)\n{"a": 1}');
  write('other.txt', 'hello');
  write('broken.yaml', 'openapi: [');
  const method = {
    Type: 'AWS::ApiGateway::Method',
    Properties: { HttpMethod: 'POST', Integration: { RequestTemplates: { 'application/json': '{"a": 1,}' } } },
  };
  mkdirSync(join(folder, 'cdk.out/nested'), { recursive: true });
  write('cdk.out/app.template.json', JSON.stringify({ Resources: { Post: method } }));
  write('cdk.out/manifest.json', '{}');
  mkdirSync(join(folder, 'empty'));
});

afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

const path = (name: string): string => join(folder, name);

test('a finding is printed with its place, line, caret, example and remedy; exit code 1', async () => {
  const { exitCode, stdout, stderr } = await runPortico(['lint', path('bad.vtl')]);
  expect(stdout.replaceAll(`${folder}/`, '')).toBe(`bad.vtl:2:9 error unescaped-string
  $input.params('q') (the caller's) is printed in a JSON string, unescaped
  2 |   "q": "$input.params("q")"
    |         ^^^^^^^^^^^^^^^^^^
  with:   q='abc","injected":"y'
  output: { "q": "abc","injected":"y" }
  remedy: Write $util.escapeJavaScript(...).replaceAll("\\\\'","'") around it.

1 template: 1 error
`);
  expect([exitCode, stderr]).toEqual([1, 'portico: lint: 1 finding of severity error\n']);
});

describe('exit codes', () => {
  test.each<[string, string[], number, string]>([
    ['nothing found', ['clean.vtl'], 0, ''],
    ['a warning', ['warning.vtl'], 0, ''],
    [
      'a warning, with --max-severity warning',
      ['warning.vtl', '--max-severity', 'warning'],
      1,
      'portico: lint: 1 finding of severity warning or above\n',
    ],
    ['an error in one of two files', ['clean.vtl', 'bad.vtl'], 1, 'portico: lint: 1 finding of severity error\n'],
    ['rules about JSON where there is none', ['bad.vtl', '--media-type', 'text/csv'], 0, ''],
  ])('%s', async (_, [first = '', ...rest], code, stderr) => {
    const args = rest.map((argument) => (argument.endsWith('.vtl') ? path(argument) : argument));
    const run = await runPortico(['lint', path(first), ...args]);
    expect([run.exitCode, run.stderr]).toEqual([code, stderr]);
  });

  test.each<[string, string, string]>([
    ['a file that is not there', 'none.vtl', 'there is no file none.vtl'],
    [
      'a file of another kind',
      'other.txt',
      'other.txt is neither a .vtl template nor an OpenAPI document nor a CloudFormation template',
    ],
    ['a document that does not parse', 'broken.yaml', 'broken.yaml:1:11: '],
    ['a folder without templates', 'empty', 'empty has no .vtl and no *.template.json files (run cdk synth first?)'],
  ])('%s: 2', async (_, name, message) => {
    const { exitCode, stderr } = await runPortico(['lint', path(name)]);
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(`${folder}/`, '')).toStartWith(`portico: ${message}`);
  });

  test('no file: 2', async () => {
    expect((await runPortico(['lint'])).exitCode).toBe(2);
  });
});

test('a cdk.out folder: every method of every stack', async () => {
  const { stdout } = await runPortico(['lint', path('cdk.out'), '--format', 'json']);
  const { findings, templates } = JSON.parse(stdout);
  expect(templates).toBe(1);
  expect(findings.map(({ file, template, rule }: Record<string, unknown>) => [file, template, rule])).toEqual([
    [path('cdk.out/app.template.json'), 'Post POST, request, application/json', 'invalid-json'],
  ]);
});

test('SARIF is JSON on stdout', async () => {
  const { stdout } = await runPortico(['lint', path('bad.vtl'), '--format', 'sarif']);
  const log = JSON.parse(stdout);
  expect([log.version, log.runs[0].results[0].ruleId]).toEqual(['2.1.0', 'unescaped-string']);
});

test('--fix changes the file, and what is fixed is found no more', async () => {
  write('fix.vtl', '#set($x = 1)\n{"q": "$input.params("q")"}');
  const { exitCode, stdout } = await runPortico(['lint', path('fix.vtl'), '--fix']);
  expect([exitCode, stdout]).toEqual([0, '1 template: nothing found, 2 fixed\n']);
  expect(readFileSync(path('fix.vtl'), 'utf8')).toBe(
    String.raw`{"q": "$util.escapeJavaScript($input.params("q")).replaceAll("\\'","'")"}`,
  );
});

test('--fix changes the templates of an OpenAPI document, and nothing else of it', async () => {
  const document = (template: string) =>
    `openapi: "3.0.1" # kept\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration:\n        requestTemplates:\n          application/json:   '${template}'\n`;
  write('fix.yaml', document('{"q": "$input.params("q")"}'));
  const { exitCode, stdout } = await runPortico(['lint', path('fix.yaml'), '--fix']);
  expect([exitCode, stdout]).toEqual([0, '1 template: nothing found, 1 fixed\n']);
  const escaped = String.raw`{"q": "$util.escapeJavaScript($input.params("q")).replaceAll("\\''","''")"}`;
  expect(readFileSync(path('fix.yaml'), 'utf8')).toBe(document(escaped));
});
