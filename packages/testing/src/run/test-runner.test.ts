import { describe, expect, test } from 'bun:test';
import { junitReport } from '../junit.ts';
import type { TestFileResult } from './test-result.ts';
import { createTestRunner } from './test-runner.ts';

const API = `
openapi: 3.0.1
info: { title: t, version: '1' }
paths:
  /http/{id}:
    post:
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: ok }, '503': { description: down } }
      x-amazon-apigateway-integration:
        type: http
        httpMethod: POST
        uri: http://\${stageVariables.host}/pets/{id}
        requestParameters:
          integration.request.path.id: method.request.path.id
          integration.request.header.X-Key: "'k'"
        requestTemplates: { application/json: '{"name": "$input.path(''$.name'').substring(1)"}' }
        responses:
          default: { statusCode: '200' }
          '5\\d{2}': { statusCode: '503' }
  /mock:
    get:
      responses: { '200': { description: ok } }
      x-amazon-apigateway-integration:
        type: mock
        requestTemplates: { application/json: '{"statusCode": 200}' }
        responses: { default: { statusCode: '200', responseTemplates: { application/json: '{"q":"$input.params(''q'')"}' } } }
`;

const FILES: Readonly<Record<string, string>> = {
  'upper.vtl': `{"n": $input.path('$.n')}`,
  'fails.vtl': `a\n$input.path('$.s').substring(9)`,
  'over.vtl': `#set($context.requestOverride.header.Accept = 'x')#set($context.responseOverride.status = 201)ok`,
  'api.yaml': API,
  'bad.yaml': 'openapi: 3.0.1\ninfo: { title: t, version: "1" }\npaths: {}\n',
};

async function run(text: string, filter?: string): Promise<TestFileResult> {
  const runner = createTestRunner({
    readFile(path) {
      const found = path === 't.yaml' ? text : FILES[path];
      if (found === undefined) throw new Error(`cannot read ${path}: there is no such file.`);
      return found;
    },
    ...(filter === undefined ? {} : { filter }),
  });
  return runner.run('t.yaml');
}

/** The failures of the only test, as lines. */
async function failures(test: string): Promise<readonly string[]> {
  const { results, problems } = await run(`tests:\n  - name: a\n${test.replace(/^/gm, '    ')}`);
  expect(problems).toEqual([]);
  expect(results).toHaveLength(1);
  return results.flatMap((result) =>
    result.failures.flatMap(({ what, details }) => [what, ...details.map((d) => `  ${d}`)]),
  );
}

describe('a test of a template', () => {
  test.each<[string, string, string[]]>([
    [
      'passes by its output',
      'template: upper.vtl\nrequest: { body: { n: 1.0 } }\nexpect: { output: \'{"n": 1.0}\' }',
      [],
    ],
    [
      'passes by its JSON, numbers by value',
      'template: upper.vtl\nrequest: { body: { n: 1.0 } }\nexpect: { json: { n: 1 } }',
      [],
    ],
    [
      'passes by its error',
      'template: fails.vtl\nrequest: { body: { s: ab } }\nexpect: { error: MethodInvocationException }',
      [],
    ],
    [
      'passes by its overrides',
      'template: over.vtl\nexpect: { overrides: { request: { header: { Accept: x } }, response: { status: 201 } } }',
      [],
    ],
    ['fails by its output', 'template: over.vtl\nexpect: { output: no }', ['output', '  - no', '  + ok']],
    [
      'fails by its JSON',
      'template: upper.vtl\nrequest: { body: { n: 2 } }\nexpect: { json: { n: 1 } }',
      ['json', '  $.n: expected 1, got 2'],
    ],
    [
      'fails by text that is no JSON',
      'template: over.vtl\nexpect: { json: 1 }',
      ['json', '  this is not JSON: unexpected "o" at offset 0', '  + ok'],
    ],
    [
      'fails by an override that is not expected',
      'template: over.vtl\nexpect: { overrides: { response: { status: 201 } } }',
      ['overrides', '  $["request.header.Accept"]: expected nothing, got "x"'],
    ],
    [
      'fails by an error, at its place',
      'template: fails.vtl\nrequest: { body: { s: ab } }\nexpect: { output: x }',
      [
        'the template failed',
        '  fails.vtl:2:20: MethodInvocationException (StringIndexOutOfBoundsException): substring threw StringIndexOutOfBoundsException: begin 9, end 2, length 2',
        '  1 | a',
        `  2 | $input.path('$.s').substring(9)`,
        '    |                    ^^^^^^^^^^^^',
      ],
    ],
    [
      'fails by an error that does not happen',
      'template: over.vtl\nexpect: { error: ParseErrorException }',
      ['error', '  expected ParseErrorException, got an output:', '  ok'],
    ],
  ])('%s', async (_name, text, lines) => {
    expect(await failures(text)).toEqual(lines);
  });
});

describe('a test of a method', () => {
  const POST =
    'api: api.yaml\nstageVariables: { host: backend.example }\nrequest: { method: POST, path: /http/7, body: { name: xRex } }\n';
  test.each<[string, string, string[]]>([
    [
      'passes by what the backend is asked',
      `${POST}expect: { backendRequest: { method: POST, url: 'http://backend.example/pets/7', headers: { x-key: k }, json: { name: Rex } } }`,
      [],
    ],
    [
      'passes by the answer',
      `${POST}backend: { body: hello, headers: { Content-Type: text/plain } }\nexpect: { status: 200, body: hello }`,
      [],
    ],
    [
      'passes by a timeout',
      `${POST}backend: { failure: timeout }\nexpect: { status: 504, error: INTEGRATION_TIMEOUT }`,
      [],
    ],
    [
      'passes by a broken connection',
      `${POST}backend: { failure: network }\nexpect: { status: 504, error: INTEGRATION_FAILURE }`,
      [],
    ],
    [
      'passes by a template that fails',
      'api: api.yaml\nstageVariables: { host: h }\nrequest: { method: POST, path: /http/7, body: { name: "" } }\nexpect: { status: 500, backendRequest: null }',
      [],
    ],
    [
      'passes without a backend',
      'api: api.yaml\nrequest: GET /mock?q=a%20b\nexpect: { json: { q: a b }, headers: { X-None: null } }',
      [],
    ],
    [
      'passes by a route that is not there',
      'api: api.yaml\nrequest: GET /none\nexpect: { status: 403, error: MISSING_AUTHENTICATION_TOKEN }',
      [],
    ],
    [
      'fails by the status',
      `${POST}backend: { status: 500 }\nexpect: { status: 200 }`,
      ['status', '  expected 200, got 503'],
    ],
    [
      'fails by a header',
      'api: api.yaml\nrequest: GET /mock\nexpect: { headers: { Content-Type: text/plain } }',
      ['headers.Content-Type', '  expected "text/plain", got "application/json"'],
    ],
    [
      'fails by a backend that is asked all the same',
      `${POST}expect: { backendRequest: null }`,
      ['backendRequest', '  expected none, but the backend was asked:', '  {"name": "Rex"}'],
    ],
    [
      'fails by a backend whose answer is not given',
      `${POST}expect: { status: 200 }`,
      ['backend', '  the method asks its backend, and the test does not say what that answers: give it backend:'],
    ],
    [
      'fails by a backend that is not asked',
      'api: api.yaml\nrequest: GET /mock\nbackend: { status: 200 }\nexpect: { status: 200 }',
      [
        'backend',
        '  the backend was not asked, so what it answers does not matter: leave out backend:, or expect backendRequest: null',
      ],
    ],
    [
      'fails by an answer of the gateway itself, and says why',
      'api: api.yaml\nrequest: GET /none\nexpect: { status: 200 }',
      [
        'status',
        '  expected 200, got 403',
        'the gateway answered',
        '  {"message":"Missing Authentication Token"}',
        '  MISSING_AUTHENTICATION_TOKEN',
      ],
    ],
  ])('%s', async (_name, text, lines) => {
    expect(await failures(text)).toEqual(lines);
  });
});

describe('a file that cannot be run says why, at its place', () => {
  test.each<[string, string, string]>([
    [
      'a template that is not there',
      'template: none.vtl\ntests:\n  - { name: a, expect: { output: x } }',
      '1:11 cannot read none.vtl: there is no such file.',
    ],
    [
      'an API that is refused',
      'api: bad.yaml\ntests:\n  - { name: a, request: GET /, expect: { status: 200 } }',
      "1:1 no-methods: The REST API doesn't contain any methods",
    ],
  ])('%s', async (_name, text, problem) => {
    const { problems, results } = await run(text);
    expect(results).toEqual([]);
    expect(problems.map(({ line, column, message }) => `${line}:${column} ${message}`)[0]).toStartWith(problem);
  });
});

test('a filter leaves the other tests out', async () => {
  const text =
    'template: over.vtl\ntests:\n  - { name: One, expect: { output: ok } }\n  - { name: Two, expect: { output: ok } }';
  expect((await run(text, 'two')).results.map(({ test: { name } }) => name)).toEqual(['Two']);
});

test('the JUnit report counts, and escapes', async () => {
  const failing = await run(
    'template: over.vtl\ntests:\n  - { name: "<a>\\u0001", expect: { output: \'"&\' } }\n  - { name: b, expect: { output: ok } }',
  );
  const broken = await run('tests: []');
  const report = junitReport([failing, broken]).replaceAll(/time="[\d.]+"/g, 'time="0"');
  expect(report).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite name="t.yaml" tests="2" failures="1" errors="0" time="0">
    <testcase name="&lt;a&gt;\ufffd" classname="t.yaml" file="t.yaml" line="3" time="0">
      <failure message="output">output:
- &quot;&amp;
+ ok</failure>
    </testcase>
    <testcase name="b" classname="t.yaml" file="t.yaml" line="4" time="0"/>
  </testsuite>
  <testsuite name="t.yaml" tests="1" failures="0" errors="1" time="0">
    <testcase name="t.yaml:1:8" classname="t.yaml" file="t.yaml" line="1">
      <error message="tests is empty: add a test, or delete the file"/>
    </testcase>
  </testsuite>
</testsuites>
`);
});
