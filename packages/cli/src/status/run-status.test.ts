import { expect, test } from 'bun:test';
import { fakeApiGateway } from '../testing/fake-api-gateway.ts';
import { runPortico } from '../testing/run-portico.ts';

const STATUS = {
  version: '1.2.3',
  accountId: '000000000000',
  region: 'us-east-1',
  apis: [
    {
      id: 'a1',
      name: 'Pets',
      lastDeploymentId: 'd1',
      stages: [
        {
          stageName: 'test',
          deploymentId: 'd1',
          deployedAt: '2026-10-21T07:28:00.123Z',
          changedSinceDeployment: [{ kind: 'changed', what: 'GET /pets' }],
          warnings: [{ severity: 'warning', code: 'c', message: 'careful', place: 'GET /pets', line: 2, column: 3 }],
        },
      ],
    },
    { id: 'b2', name: 'New', stages: [] },
    { id: 'c3', name: 'Old', stages: [], lastDeploymentId: 'd9' },
  ],
  endpoints: [
    {
      name: 'movies',
      status: 'Failed',
      endpointConfigName: 'config',
      failureReason: 'MXNet\u001b[31m',
      variants: [{ variantName: 'A', modelName: 'm', weight: 1 }],
    },
    { name: 'live', status: 'InService', variants: [], source: '--endpoint live=http://x/' },
  ],
};

const TEXT = (url: string) => `Portico 1.2.3 on ${url}, region us-east-1, account 000000000000

API a1  Pets
  stage test  deployment d1 of 2026-10-21 07:28:00 UTC
    changed since this deployment, callers do not see it yet:
      GET /pets (changed)
    warning c: careful (GET /pets, line 2, column 3)
API b2  New
  never deployed
API c3  Old
  in no stage; last deployment d9

Endpoint movies  Failed  config config
  MXNet[31m
  variant A  model m  weight 1
Endpoint live  InService  --endpoint live=http://x/
`;

test('prints what a server has, and what callers do not see yet', async () => {
  using server = fakeApiGateway({ 'GET /_portico/status': [200, STATUS] });
  const run = await runPortico(['status', '--endpoint-url', server.url]);
  expect(run).toEqual({ exitCode: 0, stdout: TEXT(server.url), stderr: '' });
});

test('--json prints what the server answered', async () => {
  using server = fakeApiGateway({ 'GET /_portico/status': [200, STATUS] });
  const { exitCode, stdout } = await runPortico(['status', '--json', '--endpoint-url', server.url]);
  expect([exitCode, JSON.parse(stdout)]).toEqual([0, STATUS]);
});

test.each<[string, number, string, Parameters<typeof fakeApiGateway>[0], Record<string, string>]>([
  ['a server without a status', 1, 'is not Portico', { 'GET /_portico/status': [200, {}] }, {}],
  [
    'other credentials',
    1,
    'The server knows other credentials',
    {},
    { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
  ],
])('%s', async (_name, exitCode, message, answers, env) => {
  using server = fakeApiGateway(answers);
  const run = await runPortico(['status', '--endpoint-url', server.url], env);
  expect([run.exitCode, run.stdout]).toEqual([exitCode, '']);
  expect(run.stderr).toContain(message);
  expect(run.stderr.trim().split('\n')).toHaveLength(1);
});

test('no server', async () => {
  const run = await runPortico(['status', '--endpoint-url', 'http://127.0.0.1:1']);
  expect([run.exitCode, run.stdout]).toEqual([2, '']);
  expect(run.stderr).toContain('no server answers');
});
