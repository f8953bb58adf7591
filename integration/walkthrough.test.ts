import { afterAll, expect, test } from 'bun:test';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { AWS_CLI, quickAwsCli } from './aws-cli.ts';
import { cleanUp, startPortico } from './portico.ts';

afterAll(cleanUp, 30_000);

const SHELL = fileURLToPath(new URL('../examples/walkthrough/walkthrough.sh', import.meta.url));
const SDK = fileURLToPath(new URL('../examples/walkthrough/walkthrough.ts', import.meta.url));

/** As somebody who works with AWS has it; the walkthrough must use none of it. */
const ENVIRONMENT = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  AWS_PROFILE: 'production',
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'not-a-secret',
  AWS_SESSION_TOKEN: 'token',
  AWS_REGION: 'eu-west-3',
  AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
};

test.skipIf(AWS_CLI === undefined)(
  'every step with the AWS CLI, and every mistake',
  async () => {
    const portico = await startPortico(['--no-sample']);
    const { code, output } = await run(['bash', SHELL, portico.url]);
    expect([code, output.trim().split('\n').at(-1)]).toEqual([
      0,
      'Done: every step worked, and every mistake was answered.',
    ]);
    expect(output.match(/^== /gm)).toHaveLength(9);
    expect(output.match(/^Mistake: /gm)?.length).toBeGreaterThanOrEqual(12);
    expect(await portico.stop()).toBe(0);
  },
  900_000,
);

test('every step with the SDK, on Bun', async () => {
  const portico = await startPortico(['--no-sample']);
  const { code, output } = await run([process.execPath, SDK, portico.url]);
  expect([code, output.trim().split('\n').at(-1)]).toEqual([
    0,
    'Done: every step worked, and every mistake was answered.',
  ]);
  expect(await portico.stop()).toBe(0);
}, 60_000);

test.each([
  ['the AWS CLI', () => ['bash', SHELL]],
  ['the SDK', () => [process.execPath, SDK]],
])(
  '%s: a server that is not Portico is asked once, and never again',
  async (_name, command) => {
    let requests = 0;
    const server = createServer((_request, response) => {
      requests++;
      response.setHeader('Content-Type', 'application/xml').end('<Answer/>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { code, output } = await run([...command(), `http://127.0.0.1:${(server.address() as AddressInfo).port}`]);
    server.close();
    expect([code, requests]).toEqual([1, 1]);
    expect(output).toContain('is not Portico');
  },
  60_000,
);

async function run(command: readonly string[]): Promise<{ readonly code: number | null; readonly output: string }> {
  const [program = '', ...args] = command;
  const env = { ...ENVIRONMENT, PATH: `${await quickAwsCli()}:${ENVIRONMENT.PATH}` };
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('close', (code) => resolve({ code, output }));
  });
}
