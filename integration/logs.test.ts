import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { spawn } from 'node:child_process';
import { APIGatewayClient, UpdateAccountCommand, UpdateStageCommand } from '@aws-sdk/client-api-gateway';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AWS_CLI, awsCli, cliEnvironment, hasLogsTail } from './aws-cli.ts';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';

afterAll(cleanUp, 30_000);

const GROUP = 'API-Gateway-Execution-Logs_ratings/test';
const PREDICTION = '/predicted-ratings/321?items=101,131,162';

function clientOf({ url }: Portico): CloudWatchLogsClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new CloudWatchLogsClient({ endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 });
}

describe.each(RUNTIMES.map((runtime) => [runtime] as const))('execution logs on %s', (runtime) => {
  test('land in the group of their stage, and outlive the server', async () => {
    const dataDir = temporaryDirectory();
    const first = await startPortico(['--execution-log', 'INFO'], { runtime, dataDir });
    const requestId = (await fetch(first.api('ratings', PREDICTION))).headers.get('x-amzn-requestid');
    expect(requestId).toBeTruthy();
    expect(await first.stop()).toBe(0);

    const second = await startPortico([], { runtime, dataDir });
    const client = clientOf(second);
    const filterPattern = `"${requestId}"`;
    const { events } = await client.send(new FilterLogEventsCommand({ logGroupName: GROUP, filterPattern }));
    const messages = events?.map(({ message }) => message) ?? [];
    expect(messages).toContain(`(${requestId}) Starting execution for request: ${requestId}`);
    expect(messages.at(-1)).toBe(`(${requestId}) Method completed with status: 200`);
    const groups = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'API-Gateway-' }));
    expect(groups.logGroups?.map((group) => group.logGroupName)).toEqual([GROUP]);
    client.destroy();
    await second.stop();
  }, 60_000);
});

test('access logs land in the group that the stage names', async () => {
  const portico = await startPortico();
  const logs = clientOf(portico);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const iam = new IAMClient({ endpoint: portico.url, region: 'us-east-1', credentials });
  const apiGateway = new APIGatewayClient({ endpoint: portico.url, region: 'us-east-1', credentials });
  const trust = { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { Role } = await iam.send(
    new CreateRoleCommand({
      RoleName: 'logging',
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: trust }),
    }),
  );
  await apiGateway.send(
    new UpdateAccountCommand({ patchOperations: [{ op: 'replace', path: '/cloudwatchRoleArn', value: Role?.Arn }] }),
  );
  await logs.send(new CreateLogGroupCommand({ logGroupName: 'access' }));
  const setting = (name: string, value: string) =>
    ({ op: 'replace', path: `/accessLogSettings/${name}`, value }) as const;
  await apiGateway.send(
    new UpdateStageCommand({
      restApiId: 'ratings',
      stageName: 'test',
      patchOperations: [
        setting('destinationArn', 'arn:aws:logs:us-east-1:000000000000:log-group:access'),
        setting('format', '$context.requestId $context.httpMethod $context.resourcePath $context.status'),
      ],
    }),
  );
  const id = (await fetch(portico.api('ratings', PREDICTION))).headers.get('x-amzn-requestid');
  let messages: readonly (string | undefined)[] = [];
  for (let wait = 0; wait < 50 && messages.length === 0; wait++) {
    await Bun.sleep(100);
    const { events } = await logs.send(new FilterLogEventsCommand({ logGroupName: 'access' }));
    messages = events?.map(({ message }) => message) ?? [];
  }
  expect(messages).toEqual([`${id} GET /predicted-ratings/{user_id} 200`]);
  for (const client of [logs, iam, apiGateway]) client.destroy();
  await portico.stop();
}, 60_000);

describe.skipIf(AWS_CLI === undefined)('with the AWS CLI', () => {
  let portico: Portico;
  beforeAll(async () => {
    portico = await startPortico(['--execution-log', 'INFO']);
    await fetch(portico.api('ratings', PREDICTION));
    await Bun.sleep(500);
  }, 30_000);

  test('filter-log-events shows them', async () => {
    const filter = ['--filter-pattern', '"Method completed"', '--query', 'events[].message', '--output', 'text'];
    const shown = await awsCli(portico.url, ['logs', 'filter-log-events', '--log-group-name', GROUP, ...filter]);
    expect(shown.stdout).toMatch(/^\([0-9a-f-]{36}\) Method completed with status: 200\n$/);
  }, 60_000);

  test('a group that is not there', async () => {
    const refused = await awsCli(portico.url, ['logs', 'filter-log-events', '--log-group-name', 'none']);
    expect(refused.stderr).toContain(
      'An error occurred (ResourceNotFoundException) when calling the FilterLogEvents operation: The specified log group does not exist.',
    );
  }, 60_000);

  test.skipIf(!hasLogsTail())(
    'tail --follow shows what was logged, and what comes',
    async () => {
      const args = [
        '--endpoint-url',
        portico.url,
        'logs',
        'tail',
        GROUP,
        '--since',
        '1h',
        '--follow',
        '--format',
        'short',
      ];
      const tail = spawn(AWS_CLI ?? 'aws', args, {
        // Its output into a pipe is buffered otherwise.
        env: { ...cliEnvironment(temporaryDirectory()), PYTHONUNBUFFERED: '1' },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      let shown = '';
      tail.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString();
      });
      const seen = async (text: string): Promise<void> => {
        for (let wait = 0; wait < 200 && !shown.includes(text); wait++) await Bun.sleep(100);
        expect(shown).toContain(text);
      };
      await seen('Method completed with status: 200');
      const id = (await fetch(portico.api('ratings', PREDICTION))).headers.get('x-amzn-requestid');
      await seen(`(${id}) Method completed with status: 200`);
      tail.kill();
    },
    60_000,
  );
});
