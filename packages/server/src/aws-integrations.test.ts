import { afterEach, describe, expect, test } from 'bun:test';
import type { AwsServiceCall } from '@portico/gateway';
import type { HttpRequest, HttpServer } from '@portico/http1';
import { createHttpClient, createHttpServer } from '@portico/http1';
import { verifySignature } from '@portico/wire';
import { createAwsServices, ownUrl } from './aws-integrations.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);
const http = createHttpClient();
const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.drain(0)));
});

interface Seen {
  readonly request: HttpRequest;
  readonly body: Uint8Array;
}

async function service(): Promise<{ readonly url: URL; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createHttpServer({
    onHead: (request) => ({
      maxBodyBytes: 1e6,
      tooLarge: () => ({ status: 413, headers: [], body: { bytes: () => new Uint8Array(0) } }),
      handle(body) {
        seen.push({ request, body });
        return { status: 200, headers: [], body: { bytes: () => Buffer.from('ok') } };
      },
    }),
    onFailure: (failure) => console.error(failure),
  });
  servers.push(server);
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  return { url: new URL(`http://127.0.0.1:${port}`), seen };
}

const CALL: AwsServiceCall = {
  service: 'dynamodb',
  region: 'eu-west-1',
  httpMethod: 'POST',
  target: '/?Action=GetItem',
  headers: [
    ['Host', 'of-the-author'],
    ['X-Amz-Target', 'DynamoDB_20120810.GetItem'],
  ],
  body: Buffer.from('{}'),
  credentials: 'arn:aws:iam::000000000000:role/r',
  caller: undefined,
  timeoutInMillis: 2000,
  maxResponseBytes: 1000,
  maxResponseHeaderBytes: 10_240,
};

function services(endpoints: Readonly<Record<string, URL>>, own?: URL) {
  return createAwsServices({
    http,
    endpoints: new Map(Object.entries(endpoints)),
    own: () => own,
    credentialsOf: (arn) =>
      arn === 'arn:aws:iam::*:user/*' ? undefined : { accessKeyId: 'AKID', secretAccessKey: 'secret' },
    now: () => NOW,
  });
}

function scopeOf({ request, body }: Seen): { readonly service: string; readonly host: string } {
  const identity = verifySignature(
    { method: request.method, rawTarget: request.target, headers: request.headers, body },
    {
      now: NOW,
      services: ['dynamodb', 's3', 'sagemaker', 'ses'],
      credentials: () => ({ secretAccessKey: 'secret', accountId: '0', arn: 'a' }),
    },
  );
  expect(identity.region).toBe('eu-west-1');
  const authorization = request.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
  return { service: authorization.split('/')[3] ?? '', host: request.host };
}

describe('a call is signed and reaches', () => {
  test.each([
    ['the endpoint of its service', 'dynamodb', 'dynamodb', 'dynamodb', ''],
    ['the endpoint of its service, its labels before the host', 'streams.dynamodb', 'dynamodb', 'dynamodb', 'streams.'],
    ['the endpoint of its whole name', 'streams.dynamodb', 'streams.dynamodb', 'dynamodb', ''],
    ['an endpoint that takes the place of a service of Portico', 's3', 's3', 's3', ''],
    ['a service whose scope has another name', 'email', 'email', 'ses', ''],
  ])('%s', async (_what, name, configured, signingName, prefix) => {
    const { url, seen } = await service();
    const outcome = await services({ [configured]: url }).send({ ...CALL, service: name });
    expect(outcome).toMatchObject({ status: 200, body: Buffer.from('ok') });
    const [first] = seen;
    if (first === undefined) throw new Error('not called');
    expect(scopeOf(first)).toEqual({ service: signingName, host: `${prefix}${url.host}` });
    expect(first.request.target).toBe('/?Action=GetItem');
    expect(Buffer.from(first.body).toString()).toBe('{}');
  });

  test.each([
    ['sagemaker', 'sagemaker.eu-west-1.localhost'],
    ['runtime.sagemaker', 'runtime.sagemaker.eu-west-1.localhost'],
    ['films.s3', 'films.s3.eu-west-1.localhost'],
  ])('Portico itself: %s', async (name, host) => {
    const { url, seen } = await service();
    await services({}, url).send({ ...CALL, service: name });
    expect(seen.map(scopeOf)).toEqual([{ service: name.split('.').at(-1) ?? '', host: `${host}:${url.port}` }]);
  });

  test('an endpoint with a path', async () => {
    const { url, seen } = await service();
    await services({ dynamodb: new URL('/below/', url) }).send({ ...CALL, target: '/a%2Fb?c=%20d' });
    expect(seen.map((one) => [one.request.target, scopeOf(one).service])).toEqual([
      ['/below/a%2Fb?c=%20d', 'dynamodb'],
    ]);
  });

  test('S3, whose signature names the hash of the body', async () => {
    const { url, seen } = await service();
    await services({ s3: url }).send({ ...CALL, service: 's3' });
    expect(seen[0]?.request.headers).toContainEqual([
      'X-Amz-Content-Sha256',
      '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    ]);
  });
});

test('what cannot be called says so', async () => {
  const url = new URL('http://127.0.0.1:1');
  expect(await services({}, url).send(CALL)).toEqual({ failure: 'NO_ENDPOINT' });
  expect(await services({}).send({ ...CALL, service: 's3' })).toEqual({ failure: 'NO_ENDPOINT' });
  const asCaller = { ...CALL, credentials: 'arn:aws:iam::*:user/*' };
  expect(await services({ dynamodb: url }).send(asCaller)).toEqual({ failure: 'NO_CREDENTIALS' });
  expect(await services({ dynamodb: url }).send(CALL)).toEqual({ failure: 'NO_CONNECTION' });
});

test('the server finds itself, on whatever it listens', () => {
  expect(['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].map((host) => ownUrl({ host }, 4566).href)).toEqual([
    'http://127.0.0.1:4566/',
    'http://127.0.0.1:4566/',
    'http://127.0.0.1:4566/',
    'http://[::1]:4566/',
    'http://localhost:4566/',
  ]);
});
