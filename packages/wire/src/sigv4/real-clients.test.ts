import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { AwsError } from '../aws-error.ts';
import { errorReply } from '../error-reply.ts';
import type { Protocol, WireReply } from '../protocol.ts';
import { jsonReply } from '../protocol.ts';
import { identifyService } from '../service-name.ts';
import { verifySignature } from './verify-signature.ts';

const REQUEST_ID = '6bb4e5c5-bf2d-4ac7-a11c-ed3ac29e56cf';

/** Answers every request with what it learned from the signature, in the protocol of the service. */
function answer(method: string, rawTarget: string, headers: [string, string][], body: Buffer): WireReply {
  const service = identifyService({ rawTarget, headers });
  const protocol: Protocol =
    service === 'sagemaker' ? 'json-1.1' : service === 'sagemaker-runtime' ? 'rest-json-capitalised' : 'rest-json';
  try {
    const identity = verifySignature(
      { method, rawTarget, headers, body },
      {
        now: Date.now(),
        services: ['sagemaker', 'apigateway'],
        credentials: (id) =>
          id === 'test' || id === 'session'
            ? {
                secretAccessKey: 'test',
                accountId: '000000000000',
                arn: 'arn:aws:iam::000000000000:root',
                ...(id === 'session' ? { sessionToken: 'T+/=' } : {}),
              }
            : undefined,
      },
    );
    return jsonReply(
      protocol,
      200,
      { id: identity.region, name: `${service} ${identity.accessKeyId}`, EndpointName: service },
      REQUEST_ID,
    );
  } catch (thrown) {
    if (thrown instanceof AwsError) return errorReply(thrown, protocol, REQUEST_ID);
    throw thrown;
  }
}

const server = createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const headers: [string, string][] = [];
  for (let i = 0; i < req.rawHeaders.length; i += 2)
    headers.push([req.rawHeaders[i] ?? '', req.rawHeaders[i + 1] ?? '']);
  const reply = answer(req.method ?? '', req.url ?? '', headers, Buffer.concat(chunks));
  res.writeHead(reply.status, reply.headers.flat());
  res.end(reply.body);
});
let endpoint = '';
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
});

describe('SDK for JavaScript', () => {
  const invoke = (accessKeyId: string, sessionToken?: string) => {
    const credentials = {
      accessKeyId,
      secretAccessKey: 'test',
      ...(sessionToken === undefined ? {} : { sessionToken }),
    };
    const client = new SageMakerRuntimeClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 });
    return client.send(
      new InvokeEndpointCommand({
        EndpointName: 'a-b',
        Body: '{"x": 1}',
        ContentType: 'application/json',
        CustomAttributes: 'a  b,c',
      }),
    );
  };

  test('an invocation, with long-term and with temporary credentials', async () => {
    for (const [id, token] of [['test'], ['session', 'T+/=']] as const) {
      const output = await invoke(id, token);
      expect(new TextDecoder().decode(output.Body)).toBe(
        `{"id":"eu-west-1","name":"sagemaker-runtime ${id}","EndpointName":"sagemaker-runtime"}`,
      );
    }
  });

  test('an error reaches the caller with its name, text, status and request id', async () => {
    const error = await invoke('nobody').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      name: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
      $metadata: { httpStatusCode: 403, requestId: REQUEST_ID },
    });
  });
});

// The command runs in an empty home with credentials that exist nowhere else, and with the endpoint given each time.
const home = mkdtempSync(join(tmpdir(), 'portico-cli-'));
afterAll(() => rmSync(home, { recursive: true }));
const environment = {
  PATH: process.env['PATH'] ?? '',
  ...(process.env['PYENV_ROOT'] === undefined ? {} : { PYENV_ROOT: process.env['PYENV_ROOT'] }),
  HOME: home,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_DEFAULT_REGION: 'us-west-2',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
};
const hasCli = spawnSync('aws', ['--version'], { env: environment }).status === 0;

async function aws(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const child = spawn('aws', ['--endpoint-url', endpoint, '--output', 'json', ...args], {
    env: { ...environment, ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const code = await new Promise((exited) => child.on('close', exited));
  return { code, stdout, stderr };
}

describe.skipIf(!hasCli)('AWS CLI', () => {
  test('API Gateway, a query and a path with escapes', async () => {
    const got = await aws([
      'apigateway',
      'get-resources',
      '--rest-api-id',
      'a b/ü',
      '--embed',
      'methods',
      '--limit',
      '3',
    ]);
    expect(got).toMatchObject({ code: 0, stderr: '' });
    const named = await aws(['apigateway', 'get-rest-api', '--rest-api-id', 'x']);
    expect(JSON.parse(named.stdout)).toEqual({ id: 'us-west-2', name: 'apigateway test' });
  }, 30_000);

  test('SageMaker, JSON 1.1', async () => {
    const got = await aws(['sagemaker', 'describe-endpoint', '--endpoint-name', 'e']);
    expect(JSON.parse(got.stdout)).toEqual({ EndpointName: 'sagemaker' });
  }, 30_000);

  test('an error is printed with its code and text', async () => {
    const texts = 'when calling the DescribeEndpoint operation: The request signature we calculated does not match';
    const got = await aws(['sagemaker', 'describe-endpoint', '--endpoint-name', 'e'], { AWS_SECRET_ACCESS_KEY: 'no' });
    expect(got.stderr).toContain(`An error occurred (InvalidSignatureException) ${texts}`);
    expect(got.code).not.toBe(0);
  }, 30_000);
});
