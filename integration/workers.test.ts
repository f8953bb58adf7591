import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  DeleteRestApiCommand,
  ImportRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateEndpointCommand,
  DeleteEndpointCommand,
  DescribeEndpointCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { Portico } from './portico.ts';
import { cleanUp, runPortico, startPortico, temporaryDirectory } from './portico.ts';
import { countAnswers, rawExchange } from './raw-http.ts';
import { cpuSeconds } from './server-process.ts';

afterAll(cleanUp, 30_000);

const PREDICTION = '/predicted-ratings/321?items=101,131,162';
const WORKERS = ['--workers', '2'];

/** One process has answers of other processes' connections only by chance: so many are asked on connections of their own. */
const CONNECTIONS = 40;

/** The worker processes of a server. */
function workersOf({ pid }: Portico): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** Asks on that many connections at once, each a new one. */
function askEach(url: string, headers: Readonly<Record<string, string>> = {}): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: CONNECTIONS }, () => ask(url, undefined, headers)));
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function ask(url: string, agent?: Agent, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    get(url, { agent: agent ?? false, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

function clientConfig({ url }: Portico) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint: url, region: 'us-east-1', credentials, maxAttempts: 1 };
}

/** An API whose `GET /` answers the variable `version` of its stage, and `text`. */
function definition(text: string): string {
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'versions', version: '1' },
    paths: {
      '/': {
        get: {
          responses: { 200: { description: 'ok' } },
          'x-amazon-apigateway-integration': {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: {
              default: {
                statusCode: '200',
                responseTemplates: { 'application/json': `${text} $stageVariables.version $context.identity.sourceIp` },
              },
            },
          },
        },
      },
    },
  });
}

describe('two workers', () => {
  let portico: Portico;
  beforeAll(async () => {
    portico = await startPortico(WORKERS);
  }, 30_000);
  afterAll(async () => expect(await portico.stop()).toBe(0), 30_000);

  test('answer on one port, and both take connections', async () => {
    expect(workersOf(portico)).toHaveLength(2);
    expect(portico.output()).toMatch(/Workers +2 processes/);
    const answers = await askEach(portico.api('ratings', PREDICTION));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    const before = workersOf(portico).map(cpuSeconds);
    for (let round = 0; round < 40; round++) await askEach(portico.api('ratings', PREDICTION));
    const after = workersOf(portico).map(cpuSeconds);
    for (const [at, seconds] of after.entries()) expect(seconds).toBeGreaterThan(before[at] ?? 0);
  }, 30_000);

  test('what the control plane says is done is in service in both', async () => {
    const apigateway = new APIGatewayClient(clientConfig(portico));
    const { id: restApiId = '' } = await apigateway.send(
      new ImportRestApiCommand({ body: new TextEncoder().encode(definition('first')) }),
    );
    const url = portico.api(restApiId, '/', 'v1');
    const texts = async () => new Set((await askEach(url)).map(({ status, text }) => `${status} ${text}`));
    expect(await texts()).toEqual(new Set(['403 {"message":"Forbidden"}']));
    await apigateway.send(new CreateDeploymentCommand({ restApiId, stageName: 'v1', variables: { version: '0' } }));
    expect(await texts()).toEqual(new Set(['200 first 0 127.0.0.1']));
    for (let version = 1; version <= 10; version++) {
      await apigateway.send(
        new UpdateStageCommand({
          restApiId,
          stageName: 'v1',
          patchOperations: [{ op: 'replace', path: '/variables/version', value: String(version) }],
        }),
      );
      expect(await texts()).toEqual(new Set([`200 first ${version} 127.0.0.1`]));
    }
    await apigateway.send(new DeleteRestApiCommand({ restApiId }));
    expect(await texts()).toEqual(new Set(['403 {"message":"Forbidden"}']));
    apigateway.destroy();
  }, 30_000);

  test('AWS services and Portico’s own pages answer whichever worker is asked', async () => {
    const body = JSON.stringify({ instances: [{ in0: [321], in1: [101] }] });
    const answers = await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const sagemaker = new SageMakerRuntimeClient(clientConfig(portico));
        const { Body } = await sagemaker.send(
          new InvokeEndpointCommand({ EndpointName: 'movie-ratings', ContentType: 'application/json', Body: body }),
        );
        sagemaker.destroy();
        return new TextDecoder().decode(Body);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(JSON.parse(answers[0] ?? '').predictions).toHaveLength(1);
    const health = await askEach(`${portico.url}/_portico/health`);
    expect(new Set(health.map(({ text }) => text))).toEqual(new Set(['{"status":"ok"}']));
  }, 30_000);

  test('an endpoint that is gone is gone in both, and one that is in service is in both', async () => {
    const sagemaker = new SageMakerClient(clientConfig(portico));
    const EndpointName = 'movie-ratings';
    const url = portico.api('ratings', PREDICTION);
    const statuses = async () => new Set((await askEach(url)).map(({ status }) => status));
    const describe = () => sagemaker.send(new DescribeEndpointCommand({ EndpointName })).catch(() => undefined);
    expect(await statuses()).toEqual(new Set([200]));
    await sagemaker.send(new DeleteEndpointCommand({ EndpointName }));
    while ((await describe()) !== undefined) await Bun.sleep(20);
    expect((await statuses()).has(200)).toBe(false);
    await sagemaker.send(new CreateEndpointCommand({ EndpointName, EndpointConfigName: EndpointName }));
    while ((await describe())?.EndpointStatus !== 'InService') await Bun.sleep(20);
    expect(await statuses()).toEqual(new Set([200]));
    sagemaker.destroy();
  }, 30_000);

  test('large objects pass through a worker whole, both ways', async () => {
    const s3 = new S3Client({ ...clientConfig(portico), forcePathStyle: true });
    const Bucket = 'large';
    const body = randomBytes(24 * 1024 * 1024);
    await s3.send(new CreateBucketCommand({ Bucket }));
    await s3.send(new PutObjectCommand({ Bucket, Key: 'object', Body: body }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: 'object' }));
    expect(Buffer.compare((await Body?.transformToByteArray()) ?? new Uint8Array(), body)).toBe(0);
    s3.destroy();
  }, 30_000);

  test('a connection may ask for both, in a pipeline too', async () => {
    const api = '/restapis/ratings/test/_user_request_/movies';
    const line = (target: string, more = ''): string => `GET ${target} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;
    const answer = await rawExchange(portico.port, [
      line(api) + line('/_portico/health') + line(api) + line('/nothing') + line(api, 'Connection: close\r\n'),
    ]);
    expect(countAnswers(answer)).toBe(5);
    const statuses = [...answer.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => status);
    expect(statuses).toEqual(['200', '200', '200', '404', '200']);
  }, 30_000);

  test('execution logs of both are written by the server', async () => {
    const logging = await startPortico([...WORKERS, '--execution-log', 'INFO']);
    const ids = Array.from({ length: CONNECTIONS }, () => randomUUID());
    await Promise.all(ids.map((id) => ask(logging.api('ratings', PREDICTION), undefined, { 'x-amzn-RequestId': id })));
    expect(await logging.stop()).toBe(0);
    for (const id of ids) expect(logging.output()).toContain(`(${id}) Successfully completed execution`);
  }, 30_000);
});

describe('a worker that ends', () => {
  test('killed under load: the port stays served, another takes its place, and knows what is in service', async () => {
    const portico = await startPortico([...WORKERS, '--no-sample', '--api', definitionFile()]);
    const url = portico.api('mine', '/');
    const apigateway = new APIGatewayClient(clientConfig(portico));
    await apigateway.send(
      new UpdateStageCommand({
        restApiId: 'mine',
        stageName: 'test',
        patchOperations: [{ op: 'replace', path: '/variables/version', value: 'later' }],
      }),
    );
    const seen = new Map<string, number>();
    let loading = true;
    const load = Array.from({ length: 16 }, async () => {
      const agent = new Agent({ keepAlive: true, maxSockets: 1 });
      while (loading) {
        const outcome = await ask(url, agent).then(
          ({ status, text }) => `${status} ${text}`,
          () => 'broken',
        );
        seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
      }
      agent.destroy();
    });
    await Bun.sleep(300);
    const [victim = 0, other = 0] = workersOf(portico);
    process.kill(victim, 'SIGKILL');
    const deadline = Date.now() + 15_000;
    while ((workersOf(portico).length < 2 || workersOf(portico).includes(victim)) && Date.now() < deadline) {
      await Bun.sleep(20);
    }
    expect(workersOf(portico)).toContain(other);
    await portico.printed(`Gateway worker ${victim} has ended (SIGKILL)`);
    await Bun.sleep(1000);
    loading = false;
    await Promise.all(load);
    expect(seen.get('200 mine later 127.0.0.1')).toBeGreaterThan(100);
    // Only what was on the killed worker's connections at that moment.
    expect(seen.get('broken') ?? 0).toBeLessThanOrEqual(2 * 16);
    expect([...seen.keys()].filter((outcome) => outcome !== 'broken')).toEqual(['200 mine later 127.0.0.1']);
    expect(new Set((await askEach(url)).map(({ text }) => text))).toEqual(new Set(['mine later 127.0.0.1']));
    apigateway.destroy();
    expect(await portico.stop()).toBe(0);
  }, 60_000);

  test('asked to stop alone: it answers what it has accepted, and another takes its place', async () => {
    const portico = await startPortico([...WORKERS, '--execution-log', 'INFO']);
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    const broken: string[] = [];
    let loading = true;
    const load = Array.from({ length: 16 }, async () => {
      while (loading) {
        const id = randomUUID();
        const answer = await ask(portico.api('ratings', PREDICTION), agent, { 'x-amzn-RequestId': id }).catch(
          () => undefined,
        );
        if (answer === undefined) broken.push(id);
        else if (answer.status !== 200) broken.push(`${answer.status} ${answer.text}`);
      }
    });
    await Bun.sleep(300);
    const [worker = 0] = workersOf(portico);
    process.kill(worker, 'SIGTERM');
    const deadline = Date.now() + 15_000;
    while ((workersOf(portico).length < 2 || workersOf(portico).includes(worker)) && Date.now() < deadline) {
      await Bun.sleep(20);
    }
    loading = false;
    await Promise.all(load);
    agent.destroy();
    expect(await portico.stop()).toBe(0);
    expect(portico.output()).toContain(`Gateway worker ${worker} has ended (exit code 0)`);
    expect(broken.filter((id) => portico.output().includes(id))).toEqual([]);
  }, 60_000);
});

describe('the end of the server', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s under load answers every request that was accepted, then exits 0',
    async (signal) => {
      const portico = await startPortico([...WORKERS, '--execution-log', 'INFO']);
      const agent = new Agent({ keepAlive: true, maxSockets: 16 });
      const unanswered: string[] = [];
      let answered = 0;
      let loading = true;
      const load = Array.from({ length: 16 }, async () => {
        while (loading) {
          const id = randomUUID();
          const answer = await ask(portico.api('ratings', PREDICTION), agent, { 'x-amzn-RequestId': id }).catch(
            () => undefined,
          );
          if (answer?.status === 200 && answer.text.endsWith('}')) answered++;
          else unanswered.push(id);
          if (answer === undefined) await Bun.sleep(20);
        }
      });
      while (answered <= 100 && unanswered.length < 1000) await Bun.sleep(20);
      const ended = new Promise<number | null>((resolve) => portico.child.once('close', resolve));
      portico.child.kill(signal);
      expect(await ended).toBe(0);
      loading = false;
      await Promise.all(load);
      agent.destroy();
      expect(answered).toBeGreaterThan(100);
      expect(unanswered.filter((id) => portico.output().includes(id))).toEqual([]);
      expect(portico.output().match(/Successfully completed execution/g)).toHaveLength(answered);
    },
    30_000,
  );

  test('killed: its workers end too, and the port is free for the next start', async () => {
    const dataDir = temporaryDirectory();
    const first = await startPortico(WORKERS, { dataDir });
    const workers = workersOf(first);
    const ended = new Promise((resolve) => first.child.once('exit', resolve));
    process.kill(first.pid, 'SIGKILL');
    await ended;
    const deadline = Date.now() + 5000;
    while (workers.some(isRunning) && Date.now() < deadline) await Bun.sleep(10);
    expect(workers.filter(isRunning)).toEqual([]);
    const second = await startPortico([...WORKERS, '--port', String(first.port)], { dataDir });
    expect((await ask(second.api('ratings', PREDICTION))).status).toBe(200);
    expect(await second.stop()).toBe(0);
  }, 30_000);
});

describe('a start that cannot work ends with one line and exit code 2', () => {
  test('a port that another server shares with its workers', async () => {
    const portico = await startPortico([...WORKERS, '--no-sample']);
    const args = [
      'start',
      ...WORKERS,
      '--no-sample',
      '--port',
      String(portico.port),
      '--data-dir',
      temporaryDirectory(),
    ];
    const ended = await runPortico(args);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*${portico.port}, which another program uses[^\\n]*\\n$`));
    expect(await portico.stop()).toBe(0);
  }, 30_000);

  test.each(['0', '65', 'two'])('--workers %s', async (workers) => {
    const ended = await runPortico(['start', '--workers', workers, '--data-dir', temporaryDirectory()]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('workers');
  });
});

function definitionFile(): string {
  const file = join(temporaryDirectory(), 'mine.json');
  writeFileSync(file, definition('mine'));
  return file;
}

function isRunning(pid: number): boolean {
  try {
    return !/^\d+ \(.*\) [ZX]/s.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
