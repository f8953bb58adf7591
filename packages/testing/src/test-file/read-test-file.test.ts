import { describe, expect, test } from 'bun:test';
import { printJson } from '@portico/values';
import { readTestFile } from './read-test-file.ts';

/** `2:3 message`. */
function problems(text: string): readonly string[] {
  const { tests, problems: found } = readTestFile('t.portico-test.yaml', text);
  if (found.length > 0) expect(tests).toEqual([]);
  return found.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

const HEAD = 'template: t.vtl\ntests:\n';
const API = 'api: a.yaml\ntests:\n';

describe('what is not understood is a problem, at its place', () => {
  test.each<[string, string, string]>([
    ['no YAML', 'tests: [', '1:9 this is not YAML: unexpected end of the stream within a flow collection'],
    ['an empty file', '', '1:1 a test file must be a map with template, api, stageVariables and tests'],
    ['two documents', 'tests: []\n---\na: 1', '1:1 this is not YAML: there is more than one document in this file'],
    ['a member twice', 'tests: []\ntests: []', '2:1 this is not YAML: there is a second member "tests"'],
    ['a tag', 'tests: !!binary x', '1:17 this is not YAML: the tag !!binary means nothing here'],
    ['an unknown anchor', 'tests: *x', '1:9 this is not YAML: nothing has the anchor x'],
    ['no tests', 'template: t.vtl', '1:1 a test file must have tests: a list of at least one test'],
    ['an empty list of tests', 'tests: []', '1:8 tests is empty: add a test, or delete the file'],
    ['tests that are no list', 'tests: {}', '1:8 tests must be a list'],
    [
      'an unknown member of the file',
      `templat: x\n${HEAD}  - { name: a, expect: { output: x } }`,
      '1:1 a test file has no member "templat"',
    ],
    [
      'template and api',
      'template: t\napi: a\ntests: [{ name: a, expect: { output: x } }]',
      '2:1 a file has a template or an api, not both',
    ],
    ['neither', 'tests:\n  - name: a\n    expect: { output: x }', '2:5 a test needs a template or an api'],
    ['a test that is no map', `${HEAD}  - name`, '3:5 a test must be a map with a name'],
    ['no name', `${HEAD}  - expect: { output: x }`, '3:5 a test needs a name'],
    [
      'a name that is a number',
      `${HEAD}  - { name: 1, expect: { output: x } }`,
      '3:13 the name of a test must be text',
    ],
    ['no expectation', `${HEAD}  - name: a`, '3:5 a test needs expect, with at least one of output'],
    ['an empty expectation', `${HEAD}  - { name: a, expect: {} }`, '3:24 expect is empty'],
    [
      'a misspelt expectation',
      `${HEAD}  - { name: a, expect: { ouput: x } }`,
      '3:26 expect has no member "ouput": it may have output, json, error and overrides',
    ],
    ['an output that is no text', `${HEAD}  - { name: a, expect: { output: 1 } }`, '3:34 output must be text'],
    [
      'error and output',
      `${HEAD}  - { name: a, expect: { output: x, error: y } }`,
      '3:24 a template that fails has no output',
    ],
    [
      'a misspelt member of a request',
      `${HEAD}  - { name: a, request: { header: {} }, expect: { output: x } }`,
      '3:27 request has no member "header"',
    ],
    [
      'a header that is a map',
      `${HEAD}  - name: a\n    request: { headers: { a: {} } }\n    expect: { output: x }`,
      '4:30 headers.a must be text',
    ],
    [
      'a context that is a list',
      `${HEAD}  - { name: a, context: [], expect: { output: x } }`,
      '3:25 this must be an object',
    ],
    ['an infinite number', `${HEAD}  - { name: a, expect: { json: .inf } }`, '3:32 JSON has no number .inf'],
    ['a value within itself', `${HEAD}  - { name: a, expect: { json: &a [*a] } }`, '3:35 this value nests too deep'],
    [
      'a member of a template test in an api test',
      `${API}  - { name: a, request: GET /, response: {}, expect: { status: 200 } }`,
      '3:32 a test of an api has no member "response"',
    ],
    ['no request', `${API}  - { name: a, expect: { status: 200 } }`, '3:5 a test of an api needs a request'],
    [
      'a request line without a path',
      `${API}  - { name: a, request: GET, expect: { status: 200 } }`,
      '3:25 request must be a method and a path',
    ],
    [
      'an unknown method',
      `${API}  - { name: a, request: GETT /, expect: { status: 200 } }`,
      '3:25 request must be a method and a path',
    ],
    [
      'a request without a path',
      `${API}  - { name: a, request: { method: GET }, expect: { status: 200 } }`,
      '3:25 a request needs a path',
    ],
    [
      'a status out of range',
      `${API}  - { name: a, request: GET /, expect: { status: 20 } }`,
      '3:50 status must be a whole number from 100 to 599',
    ],
    [
      'an unknown gateway response',
      `${API}  - { name: a, request: GET /, expect: { error: BAD } }`,
      '3:49 error must be a gateway response type',
    ],
    [
      'an unknown failure',
      `${API}  - { name: a, request: GET /, backend: { failure: x }, expect: { status: 200 } }`,
      '3:52 failure must be one of timeout, network and no-connection',
    ],
    [
      'a failure that answers',
      `${API}  - { name: a, request: GET /, backend: { failure: timeout, status: 1 }, expect: { status: 200 } }`,
      '3:41 a backend that fails answers nothing',
    ],
    [
      'an empty backendRequest',
      `${API}  - { name: a, request: GET /, expect: { backendRequest: {} } }`,
      '3:58 backendRequest is empty',
    ],
    [
      'an empty list of headers',
      `${API}  - { name: a, request: GET /, expect: { headers: {} } }`,
      '3:51 headers is empty',
    ],
  ])('%s', (_name, text, problem) => {
    const found = problems(text);
    expect(found.length).toBeGreaterThan(0);
    expect(found[0]).toStartWith(problem);
  });
});

test('a misspelt expectation is one problem', () => {
  expect(problems(`${HEAD}  - { name: a, expect: { ouput: x } }`)).toHaveLength(1);
});

test('aliases of aliases do not grow without end', () => {
  const levels = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`).join('\n      ');
  const text = `${HEAD}  - name: a\n    context:\n      a0: &a0 x\n      ${levels}\n    expect: { output: x }`;
  expect(problems(text)[0]).toContain('this value is too large');
});

test('numbers keep their digits', () => {
  const text = `${HEAD}  - name: a\n    response: { body: { x: 1.0, y: 12345678901234567890, z: 0x10, t: '1.0' } }\n    expect: { json: 1.5 }`;
  const [read] = readTestFile('t.yaml', text).tests;
  if (read?.kind !== 'template') throw new Error('not read');
  expect(read.input.response?.body).toBe('{"x":1.0,"y":12345678901234567890,"z":16,"t":"1.0"}');
  expect(printJson(read.expect.json ?? null)).toBe('1.5');
});

test('merge keys share what tests have in common', () => {
  const text = `${HEAD}  - name: a\n    request: &r { pathParameters: { id: 1 }, body: x }\n    expect: { output: x }\n  - name: b\n    request: { <<: *r, body: y }\n    expect: { output: x }`;
  const [, second] = readTestFile('t.yaml', text).tests;
  if (second?.kind !== 'template') throw new Error('not read');
  expect(second.input.request).toEqual({ pathParameters: { id: '1' }, body: 'y' });
});

test('paths are relative to the file', () => {
  const [read] = readTestFile(
    'tests/a/t.yaml',
    'template: ../t.vtl\ntests:\n  - { name: a, expect: { output: x } }',
  ).tests;
  expect(read?.kind === 'template' && read.template).toBe('tests/t.vtl');
});
