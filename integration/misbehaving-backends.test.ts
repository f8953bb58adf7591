import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import type { Backend } from './backend.ts';
import { closedPort, startBackend } from './backend.ts';
import type { Portico } from './portico.ts';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { RUNTIMES } from './runtimes.ts';
import { TEST_CERTIFICATE } from './test-certificate.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok';
const CHUNKED = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n';
const TIMEOUT_IN_MILLIS = 400;
/** An end without a word of it beforehand may cross with the next request, which is then lost, as it is on AWS. */
const CROSSING_IN_MILLIS = 50;

const sleep = (millis: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, millis));

/** What the backend does, by the last part of the path that it is asked for. */
const BEHAVIOURS: Readonly<Record<string, (socket: Socket, nth: number) => void>> = {
  well: (socket) => socket.write(OK),
  reset: (socket) => socket.resetAndDestroy(),
  end: (socket) => socket.end(),
  hang: () => {},
  'half-head': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'),
  'half-head-then-hang': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Le'),
  'half-body': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
  'half-body-then-reset': (socket) => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf');
    setTimeout(() => socket.resetAndDestroy(), 30);
  },
  'half-body-then-hang': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf'),
  'half-chunks': (socket) => socket.end(`${CHUNKED}4\r\nhalf\r\n`),
  'bad-chunk': (socket) => socket.write(`${CHUNKED}xyz\r\n`),
  'longer-than-its-length': (socket) => socket.write(`${OK} and more`),
  'two-lengths': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok'),
  garbage: (socket) => socket.write('\x16\x03\x01 this is not HTTP\r\n\r\n'),
  'another-protocol': (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n'),
  'slow-drip': (socket) => void drip(socket, OK, 2),
  'endless-drip': (socket) => void drip(socket, OK, 60),
  endless: (socket) => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    pump(socket, Buffer.alloc(1_000_000, 'x'));
  },
  'too-large': (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 10485761\r\n\r\n'),
  'headers-at-the-limit': (socket) => socket.write(withHeaders(10_240)),
  'headers-beyond-the-limit': (socket) => socket.write(withHeaders(10_241)),
  'until-the-end': (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok'),
  'ends-after-each-answer': (socket) => socket.end(OK),
  'says-that-it-ends': (socket) => socket.end(OK.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')),
};

const TIMED_OUT = ['504', '{"message": "Endpoint request timed out"}'] as const;
const NETWORK = ['504', '{"message": "Network error communicating with endpoint"}'] as const;
const INTERNAL = ['500', '{"message": "Internal server error"}'] as const;
const FINE = ['200', 'ok'] as const;

const EXPECTED: Readonly<Record<string, readonly [status: string, body: string]>> = {
  well: FINE,
  reset: NETWORK,
  end: NETWORK,
  hang: TIMED_OUT,
  'half-head': NETWORK,
  'half-head-then-hang': TIMED_OUT,
  'half-body': NETWORK,
  'half-body-then-reset': NETWORK,
  'half-body-then-hang': TIMED_OUT,
  'half-chunks': NETWORK,
  'bad-chunk': NETWORK,
  'longer-than-its-length': FINE,
  'two-lengths': NETWORK,
  garbage: NETWORK,
  'another-protocol': NETWORK,
  'slow-drip': FINE,
  'endless-drip': TIMED_OUT,
  endless: INTERNAL,
  'too-large': INTERNAL,
  'headers-at-the-limit': FINE,
  'headers-beyond-the-limit': NETWORK,
  'until-the-end': FINE,
  'ends-after-each-answer': FINE,
  'says-that-it-ends': FINE,
};

/** An answer whose header lines have so many octets, with their line ends. */
function withHeaders(octets: number): string {
  const fields = 'Content-Type: text/plain\r\nContent-Length: 2\r\nX-Fill: ';
  return `HTTP/1.1 200 OK\r\n${fields}${'x'.repeat(octets - fields.length - 2)}\r\n\r\nok`;
}

async function drip(socket: Socket, text: string, millis: number): Promise<void> {
  for (const octet of text) {
    if (socket.destroyed) return;
    socket.write(octet);
    await sleep(millis);
  }
}

function pump(socket: Socket, piece: Uint8Array): void {
  while (!socket.destroyed) {
    if (!socket.write(piece)) {
      socket.once('drain', () => pump(socket, piece));
      return;
    }
  }
}

const ROLE = 'arn:aws:iam::000000000000:role/caller';

function definition(port: number, tlsPort: number, closed: number): string {
  const integration = (members: object): object => ({
    parameters: [{ name: 'how', in: 'path', required: true, schema: { type: 'string' } }],
    responses: { 200: { description: 'ok' } },
    'x-amazon-apigateway-integration': {
      httpMethod: 'ANY',
      timeoutInMillis: TIMEOUT_IN_MILLIS,
      requestParameters: { 'integration.request.path.how': 'method.request.path.how' },
      responses: { default: { statusCode: 200 } },
      ...members,
    },
  });
  const http = (scheme: string, at: number): string => `${scheme}://127.0.0.1:${at}/{how}`;
  const method = (members: object): object => ({ 'x-amazon-apigateway-any-method': integration(members) });
  return JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'backends', version: '1' },
    paths: {
      '/http/{how}': method({ type: 'http', uri: http('http', port) }),
      '/proxy/{how}': method({ type: 'http_proxy', uri: http('http', port) }),
      '/stream/{how}': method({ type: 'http_proxy', uri: http('http', port), responseTransferMode: 'STREAM' }),
      '/aws/{how}': method({
        type: 'aws',
        credentials: ROLE,
        uri: 'arn:aws:apigateway:us-east-1:dynamodb:path/{how}',
      }),
      '/tls/{how}': method({
        type: 'http_proxy',
        uri: http('https', tlsPort),
        tlsConfig: { insecureSkipVerification: true },
      }),
      '/tls-verified/{how}': method({ type: 'http_proxy', uri: http('https', tlsPort) }),
      '/plain-to-tls/{how}': method({ type: 'http_proxy', uri: http('http', tlsPort) }),
      '/tls-to-plain/{how}': method({ type: 'http_proxy', uri: http('https', port) }),
      '/closed/{how}': method({ type: 'http_proxy', uri: http('http', closed) }),
      '/unknown-host/{how}': method({ type: 'http_proxy', uri: 'http://no-such-host.invalid/{how}' }),
    },
  });
}

describe.each(RUNTIMES)('the server on %s', (runtime) => {
  let backend: Backend;
  let secure: Backend;
  let portico: Portico;

  beforeAll(async () => {
    const behave = (socket: Socket, request: string, nth: number): void => {
      const how = /^\S+ \/([^ /?]*)/.exec(request)?.[1] ?? '';
      (BEHAVIOURS[how] ?? BEHAVIOURS['well'])?.(socket, nth);
    };
    backend = await startBackend(behave);
    secure = await startBackend(behave, TEST_CERTIFICATE);
    const file = join(temporaryDirectory(), 'api.json');
    writeFileSync(file, definition(backend.port, secure.port, await closedPort()));
    portico = await startPortico(
      ['--no-sample', '--api', file, '--service-endpoint', `dynamodb=http://127.0.0.1:${backend.port}`],
      { runtime },
    );
    const iam = new IAMClient({
      endpoint: portico.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    };
    await iam.send(new CreateRoleCommand({ RoleName: 'caller', AssumeRolePolicyDocument: JSON.stringify(trust) }));
  }, 30_000);

  afterAll(async () => {
    backend.close();
    secure.close();
    await cleanUp();
  }, 30_000);

  const apiId = (): string => /\/restapis\/([a-z0-9]+)\//.exec(portico.output())?.[1] ?? '';

  async function ask(path: string, method = 'GET'): Promise<readonly [string, string]> {
    const answer = await fetch(portico.api(apiId(), path), { method, ...(method === 'POST' ? { body: 'x' } : {}) });
    return [String(answer.status), await answer.text()];
  }

  describe.each(['http', 'proxy', 'aws', 'tls'])('%s', (type) => {
    test.each(Object.keys(BEHAVIOURS))('%s', async (how) => {
      expect(await ask(`/${type}/${how}`)).toEqual(EXPECTED[how] as readonly [string, string]);
      if (how === 'ends-after-each-answer') await sleep(CROSSING_IN_MILLIS);
    });
  });

  test('what is wrong before the first header of a stream is a gateway response, what is wrong later breaks it', async () => {
    for (const how of ['reset', 'hang', 'half-head', 'garbage', 'well', 'slow-drip', 'until-the-end']) {
      expect(await ask(`/stream/${how}`)).toEqual(EXPECTED[how] as readonly [string, string]);
    }
    for (const how of ['half-body', 'half-body-then-reset', 'half-body-then-hang', 'half-chunks', 'bad-chunk']) {
      const answer = await fetch(portico.api(apiId(), `/stream/${how}`));
      expect(answer.status).toBe(200);
      expect(answer.text()).rejects.toThrow();
    }
  });

  test('connections that cannot be had', async () => {
    expect(await ask('/closed/x')).toEqual(INTERNAL);
    expect(await ask('/unknown-host/x')).toEqual(INTERNAL);
    expect(await ask('/tls-verified/well')).toEqual(NETWORK);
    expect(await ask('/plain-to-tls/well')).toEqual(NETWORK);
    expect((await ask('/tls-to-plain/well'))[0]).toBe('504');
  });

  test('nothing is sent twice, whatever becomes of it', async () => {
    for (const how of ['reset', 'half-body', 'garbage', 'hang']) {
      // A connection that is kept from before, and one that is not.
      await ask('/proxy/well');
      for (const method of ['GET', 'POST']) {
        const before = backend.requests.length;
        await ask(`/proxy/${how}`, method);
        await sleep(50);
        expect(backend.requests.length - before).toBe(1);
      }
    }
  });

  test('a backend that ends each connection is asked on new ones', async () => {
    for (let round = 0; round < 20; round++) expect(await ask('/http/says-that-it-ends')).toEqual(FINE);
    for (let round = 0; round < 5; round++) {
      expect(await ask('/http/ends-after-each-answer')).toEqual(FINE);
      await sleep(CROSSING_IN_MILLIS);
    }
  });

  test('afterwards no connection hangs, and the server answers as before', async () => {
    await Promise.all(Array.from({ length: 50 }, () => ask('/proxy/hang')));
    const until = performance.now() + 8000;
    while (backend.open > 10 && performance.now() < until) await sleep(100);
    expect(backend.open).toBeLessThanOrEqual(10);
    for (const type of ['http', 'proxy', 'stream', 'aws', 'tls']) expect(await ask(`/${type}/well`)).toEqual(FINE);
  });
});
