import { afterAll, beforeAll, expect, test } from 'bun:test';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeApiGateway } from '../testing/fake-api-gateway.ts';
import { runPortico } from '../testing/run-portico.ts';

let folder: string;
let file: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-import-'));
  file = join(folder, 'api.yaml');
  writeFileSync(file, 'openapi: 3.0.1\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const IMPORTED = [201, { id: 'abc1234567', name: 'Pets', warnings: ['a path is odd'] }] as const;

test('imports, deploys, and prints the URL to call', async () => {
  using server = fakeApiGateway({
    'POST /restapis?': IMPORTED,
    'POST /restapis/abc1234567/deployments': [201, { id: 'dep123' }],
  });
  const run = await runPortico(['import', file, '--stage', 'test', '--endpoint-url', server.url]);
  expect(run).toEqual({
    exitCode: 0,
    stdout: `Imported Pets as REST API abc1234567 with 1 warning.\nDeployed to stage test: ${server.url}/restapis/abc1234567/test/_user_request_/\n`,
    stderr: 'warning: a path is odd\n',
  });
  expect(server.calls).toEqual([
    { line: 'POST /restapis?basepath=ignore&failonwarnings=false&mode=import', body: 'openapi: 3.0.1\n' },
    { line: 'POST /restapis/abc1234567/deployments', body: '{"stageName":"test","description":"portico import"}' },
  ]);
});

test('--json prints one JSON document and nothing else', async () => {
  using server = fakeApiGateway({
    'POST /restapis?': IMPORTED,
    'POST /restapis/abc1234567/deployments': [201, { id: 'dep123' }],
  });
  const { exitCode, stdout, stderr } = await runPortico([
    'import',
    file,
    '--stage',
    'v1',
    '--json',
    '--strict',
    '--basepath',
    'prepend',
    '--endpoint-url',
    `${server.url}/`,
  ]);
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(JSON.parse(stdout)).toEqual({
    restApiId: 'abc1234567',
    name: 'Pets',
    deploymentId: 'dep123',
    stageName: 'v1',
    invokeUrl: `${server.url}/restapis/abc1234567/v1/_user_request_/`,
    warnings: ['a path is odd'],
  });
  expect(server.calls[0]?.line).toBe('POST /restapis?basepath=prepend&failonwarnings=true&mode=import');
});

test('without a stage nothing is deployed', async () => {
  using server = fakeApiGateway({ 'POST /restapis?': IMPORTED });
  const { exitCode, stdout } = await runPortico(['import', file], { PORTICO_PORT: new URL(server.url).port });
  expect(exitCode).toBe(0);
  expect(stdout).toEndWith(`Not deployed yet: portico import ${file} --rest-api-id abc1234567 --stage test\n`);
  expect(server.calls).toHaveLength(1);
});

test('a refused document is the reason and exit code 1', async () => {
  using server = fakeApiGateway({
    'POST /restapis?': [400, { message: 'Invalid OpenAPI input.\u001b[31m' }, 'BadRequestException:'],
  });
  expect(await runPortico(['import', file, '--stage', 'test', '--endpoint-url', server.url])).toEqual({
    exitCode: 1,
    stdout: '',
    stderr: 'portico: BadRequestException: Invalid OpenAPI input.[31m\n',
  });
});

test('when the deployment is refused, the new API is removed again', async () => {
  using server = fakeApiGateway({
    'POST /restapis?': IMPORTED,
    'POST /restapis/abc1234567/deployments': [
      400,
      { message: 'No integration defined for method' },
      'BadRequestException',
    ],
    'DELETE /restapis/abc1234567': [202, undefined],
  });
  const { exitCode, stderr } = await runPortico(['import', file, '--stage', 'test', '--endpoint-url', server.url]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 1,
    stderr: 'portico: BadRequestException: No integration defined for method\n',
  });
  expect(server.calls.map(({ line }) => line).at(-1)).toBe('DELETE /restapis/abc1234567');
});

test('an existing API is replaced only after a trial of the same document', async () => {
  using server = fakeApiGateway({
    'GET /restapis/old1234567': [200, { id: 'old1234567' }],
    'POST /restapis?': IMPORTED,
    'POST /restapis/abc1234567/deployments': [201, { id: 'trial1' }],
    'DELETE /restapis/abc1234567': [202, undefined],
    'PUT /restapis/old1234567?': [200, { id: 'old1234567', name: 'Pets' }],
    'POST /restapis/old1234567/deployments': [201, { id: 'dep456' }],
  });
  const { exitCode } = await runPortico([
    'import',
    file,
    '--stage',
    'test',
    '--rest-api-id',
    'old1234567',
    '--endpoint-url',
    server.url,
  ]);
  expect(exitCode).toBe(0);
  expect(server.calls.map(({ line }) => line.replace(/\?.*/, ''))).toEqual([
    'GET /restapis/old1234567',
    'POST /restapis',
    'POST /restapis/abc1234567/deployments',
    'DELETE /restapis/abc1234567',
    'PUT /restapis/old1234567',
    'POST /restapis/old1234567/deployments',
  ]);
});

test('an existing API is not touched when the trial is refused', async () => {
  using server = fakeApiGateway({
    'GET /restapis/old1234567': [200, { id: 'old1234567' }],
    'POST /restapis?': IMPORTED,
    'POST /restapis/abc1234567/deployments': [400, { message: 'no' }, 'BadRequestException'],
    'DELETE /restapis/abc1234567': [202, undefined],
  });
  const { exitCode } = await runPortico([
    'import',
    file,
    '--stage',
    'test',
    '--rest-api-id',
    'old1234567',
    '--endpoint-url',
    server.url,
  ]);
  expect(exitCode).toBe(1);
  expect(server.calls.filter(({ line }) => line.includes('old1234567')).map(({ line }) => line)).toEqual([
    'GET /restapis/old1234567',
  ]);
});

test('other credentials than the server knows: the remedy is named', async () => {
  using server = fakeApiGateway({});
  const { exitCode, stderr } = await runPortico(['import', file, '--endpoint-url', server.url], {
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 's',
  });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('The server knows other credentials: set AWS_ACCESS_KEY_ID');
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  [
    'no server',
    ['--endpoint-url', 'http://127.0.0.1:1'],
    {},
    /^portico: no server answers at http:\/\/127\.0\.0\.1:1 \(.*\)\. Start one with `portico start`, or name it with --endpoint-url\.\n$/,
  ],
  [
    'an endpoint that is no URL',
    ['--endpoint-url', 'localhost:4566'],
    {},
    /^portico: --endpoint-url: localhost:4566 is not an http or https URL\.\n$/,
  ],
  [
    'half a pair of credentials',
    [],
    { AWS_ACCESS_KEY_ID: 'a' },
    /^portico: set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither\.\n$/,
  ],
])('%s is exit code 2', async (_what, args, env, stderr) => {
  const run = await runPortico(['import', file, ...args], env);
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toMatch(stderr);
});

test('a file that is not there is exit code 2', async () => {
  const run = await runPortico(['import', join(folder, 'none.yaml')]);
  expect(run).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `portico: cannot read ${join(folder, 'none.yaml')}: there is no such file.\n`,
  });
});

test('something else that listens there is told apart', async () => {
  using server = fakeApiGateway({ 'POST /restapis?': [200, { hello: 1 }] });
  const { exitCode, stderr } = await runPortico(['import', file, '--endpoint-url', server.url]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain("the server's answer has no id");
});
