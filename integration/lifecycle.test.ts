import { afterAll, describe, expect, test } from 'bun:test';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { cleanUp, runPortico, startPortico, temporaryDirectory } from './portico.ts';

afterAll(cleanUp, 30_000);

const PREDICTION = '/predicted-ratings/321?items=101,131,162';

describe('start', () => {
  test('is healthy once it says that it is ready, and says how to use it', async () => {
    const portico = await startPortico();
    const health = await fetch(`${portico.url}/_portico/health`);
    expect(health.status).toBe(200);
    expect(portico.output()).toContain(`curl "${portico.api('ratings', PREDICTION)}"`);
    expect(portico.output()).toContain('test / test');
    expect(portico.output()).toContain(portico.dataDir);
    expect(portico.output()).not.toContain('\u001b[');
    expect(await portico.stop()).toBe(0);
  });

  test('a second start on the same data directory serves the same answers', async () => {
    const dataDir = temporaryDirectory();
    const answers: string[] = [];
    for (let start = 0; start < 2; start++) {
      const portico = await startPortico([], { dataDir });
      answers.push(await (await fetch(portico.api('ratings', PREDICTION))).text());
      expect(await portico.stop()).toBe(0);
    }
    expect(answers[0]).toContain('ratings');
    expect(answers[1]).toBe(answers[0] ?? '');
  });

  test('a killed server leaves a data directory that the next start can use', async () => {
    const dataDir = temporaryDirectory();
    const first = await startPortico([], { dataDir });
    const ended = new Promise((resolve) => first.child.once('exit', resolve));
    process.kill(first.pid, 'SIGKILL');
    await ended;
    const second = await startPortico([], { dataDir });
    expect((await fetch(second.api('ratings', PREDICTION))).status).toBe(200);
    expect(await second.stop()).toBe(0);
  });

  test('--no-sample serves nothing of the sample', async () => {
    const portico = await startPortico(['--no-sample']);
    expect((await fetch(portico.api('ratings', PREDICTION))).status).toBe(403);
    expect(await portico.stop()).toBe(0);
  });
});

describe('a start that cannot work ends with one line and exit code 2', () => {
  test('port taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    const ended = await runPortico(['start', '--port', String(port), '--data-dir', temporaryDirectory()]);
    squatter.close();
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*${port}[^\\n]*--port \\d+[^\\n]*\\n$`));
  });

  test('data directory in use', async () => {
    const portico = await startPortico();
    const ended = await runPortico(['start', '--port', '0', '--data-dir', portico.dataDir]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toMatch(new RegExp(`^[^\\n]*process ${portico.pid}[^\\n]*\\n$`));
    expect(await portico.stop()).toBe(0);
  });

  test('data directory that is a file', async () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    const ended = await runPortico(['start', '--port', '0', '--data-dir', file]);
    expect(ended.code).toBe(2);
    expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  });

  test.skipIf(process.getuid?.() === 0)('data directory that cannot be written', async () => {
    const parent = temporaryDirectory();
    const directory = join(parent, 'closed');
    mkdirSync(directory);
    chmodSync(directory, 0o500);
    const ended = await runPortico(['start', '--port', '0', '--data-dir', directory]);
    expect(ended.code).toBe(2);
  });

  test('damaged store', async () => {
    const dataDir = temporaryDirectory();
    writeFileSync(
      join(dataDir, 'portico.sqlite'),
      'this is no database, but it is long enough to look like a file '.repeat(100),
    );
    const ended = await runPortico(['start', '--port', '0', '--data-dir', dataDir]);
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('portico.sqlite');
  });

  test.each([
    ['an unknown flag', ['start', '--prot', '4566']],
    ['a port that is no number', ['start', '--port', 'abc']],
    ['a port out of range', ['start', '--port', '70000']],
    ['an address beyond this machine without credentials', ['start', '--host', '0.0.0.0']],
    ['an API document that is not there', ['start', '--port', '0', '--api', 'no-such-file.yaml']],
    ['a model that is not there', ['start', '--port', '0', '--model', 'no-such-folder']],
  ])('%s', async (_name, args) => {
    const ended = await runPortico([...args, '--data-dir', temporaryDirectory()]);
    expect(ended.code).toBe(2);
    expect(ended.stderr.trim()).not.toBe('');
    expect(ended.stdout).toBe('');
  });
});

describe('stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s under load answers every request that was accepted, then exits 0',
    async (signal) => {
      // At level INFO the log names every request that the server took in.
      const portico = await startPortico(['--execution-log', 'INFO']);
      const agent = new Agent({ keepAlive: true, maxSockets: 16 });
      const outcomes: Outcomes = { answered: 0, unanswered: [], broken: [] };
      let loading = true;
      const worker = async (): Promise<void> => {
        while (loading) await requestOnce(agent, portico.api('ratings', PREDICTION), outcomes);
      };
      const workers = Array.from({ length: 16 }, worker);
      while (outcomes.answered <= 100 && outcomes.broken.length === 0) await Bun.sleep(20);
      const ended = new Promise<number | null>((resolve) => portico.child.once('close', resolve));
      portico.child.kill(signal);
      expect(await ended).toBe(0);
      loading = false;
      await Promise.all(workers);
      agent.destroy();
      expect(outcomes.answered).toBeGreaterThan(100);
      expect(outcomes.broken).toEqual([]);
      // What was reset with the listener, before the server took it in, is for its client to send again.
      expect(outcomes.unanswered.filter((id) => portico.output().includes(id))).toEqual([]);
      expect(portico.output().match(/Successfully completed execution/g)).toHaveLength(outcomes.answered);
    },
    30_000,
  );

  test('a second signal ends it at once, although a request hangs', async () => {
    const hanging = createServer(() => {}).listen(0, '127.0.0.1');
    await new Promise((resolve) => hanging.once('listening', resolve));
    const { port } = hanging.address() as AddressInfo;
    const portico = await startPortico(['--endpoint', `slow=http://127.0.0.1:${port}`, '--api', apiFor('slow')]);
    await createRole(portico.url);
    const pending = fetch(portico.api('slow', '/ask')).catch(() => undefined);
    await Bun.sleep(200);
    const ended = new Promise<number | null>((resolve) => portico.child.once('exit', resolve));
    portico.child.kill('SIGTERM');
    await Bun.sleep(600);
    expect(portico.child.exitCode).toBeNull();
    portico.child.kill('SIGTERM');
    expect(await ended).toBe(128 + 15);
    await pending;
    hanging.close();
  });
});

test('works without any network once it is installed', async () => {
  if (!(await canUnshare()))
    throw new Error('unshare is needed: install util-linux, run as root or allow user namespaces');
  const script = `
    ip link set lo up 2>/dev/null
    node "$1" start --port 4566 --data-dir "$2" >"$2.log" 2>&1 &
    pid=$!
    for i in $(seq 100); do curl -sf http://127.0.0.1:4566/_portico/health >/dev/null && break; sleep 0.1; done
    curl -s --max-time 2 http://192.0.2.1/ >/dev/null && echo "there is a way out"
    curl -s "http://127.0.0.1:4566/restapis/ratings/test/_user_request_${PREDICTION}"
    kill $pid; wait $pid`;
  const launcher = new URL('../bin/portico.mjs', import.meta.url).pathname;
  const answer = await run('unshare', ['-rn', 'sh', '-c', script, 'sh', launcher, join(temporaryDirectory(), 'data')]);
  expect(JSON.parse(answer.stdout)).toHaveProperty('ratings');
}, 30_000);

interface Outcomes {
  answered: number;
  /** Ids of requests without an answer: not accepted, unless the server's log names them. */
  readonly unanswered: string[];
  /** What was answered wrongly or in part. */
  readonly broken: string[];
}

function requestOnce(agent: Agent, url: string, outcomes: Outcomes): Promise<void> {
  const id = randomUUID();
  return new Promise((resolve) => {
    let isAnswered = false;
    const request = get(url, { agent, headers: { 'x-amzn-RequestId': id } }, (response) => {
      isAnswered = true;
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('error', (error) => end(() => outcomes.broken.push(error.message)));
      response.on('end', () =>
        end(() => {
          if (response.statusCode === 200 && text.endsWith('}')) outcomes.answered++;
          else outcomes.broken.push(`${response.statusCode} ${text}`);
        }),
      );
    });
    let isEnded = false;
    function end(count: () => void): void {
      if (isEnded) return;
      isEnded = true;
      count();
      setTimeout(resolve, outcomes.unanswered.length === 0 ? 0 : 20);
    }
    request.on('error', (error) =>
      end(() => (isAnswered ? outcomes.broken.push(error.message) : outcomes.unanswered.push(id))),
    );
  });
}

/** An API whose only method asks an endpoint of that name; the file's name is the API's id. */
function apiFor(endpointName: string): string {
  const file = join(temporaryDirectory(), `${endpointName}.json`);
  const document = {
    openapi: '3.0.1',
    info: { title: endpointName, version: '1' },
    paths: {
      '/ask': {
        get: {
          responses: { 200: { description: 'ok' } },
          'x-amazon-apigateway-integration': {
            type: 'aws',
            httpMethod: 'POST',
            uri: `arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/${endpointName}/invocations`,
            credentials: 'arn:aws:iam::000000000000:role/any',
            requestTemplates: { 'application/json': '{"instances":[]}' },
            responses: { default: { statusCode: '200' } },
          },
        },
      },
    },
  };
  writeFileSync(file, JSON.stringify(document));
  return file;
}

/** The role of that API: API Gateway may assume it, and it may invoke every endpoint. */
async function createRole(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new IAMClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const policy = (statement: object) =>
    JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', ...statement } });
  const AssumeRolePolicyDocument = policy({
    Principal: { Service: 'apigateway.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  const PolicyDocument = policy({ Action: 'sagemaker:InvokeEndpoint', Resource: '*' });
  await client.send(new CreateRoleCommand({ RoleName: 'any', AssumeRolePolicyDocument }));
  await client.send(new PutRolePolicyCommand({ RoleName: 'any', PolicyName: 'p', PolicyDocument }));
}

async function canUnshare(): Promise<boolean> {
  return (await run('unshare', ['-rn', 'true'])).code === 0;
}

function run(
  command: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly stdout: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    let stdout = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
    });
    child.once('error', () => resolve({ code: null, stdout }));
    child.once('close', (code) => resolve({ code, stdout }));
  });
}
