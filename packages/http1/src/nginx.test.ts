import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import { createServer } from 'node:net';
import type { SeenRequest } from './conformance-case.ts';
import { deliver, readCases, recordingServer, textOf } from './conformance-case.ts';
import type { HttpResponse } from './http-message.ts';
import type { HttpServer } from './http-server.ts';
import { createHttpServer } from './http-server.ts';
import { mutate } from './mutate.ts';
import type { Nginx } from './nginx.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { randomNumbers } from './random-cuts.ts';

/** `PORTICO_HTTP_NGINX=20000` for a long run. */
const MUTATED = Number(process.env['PORTICO_HTTP_NGINX'] ?? 500);
const SEED = Number(process.env['PORTICO_HTTP_SEED'] ?? 1);

/** What nginx refuses and we take: none of it says where a request ends or whom it is for. */
const EXCEPTIONS: readonly { readonly reason: string; readonly applies: (request: SeenRequest) => boolean }[] = [
  {
    reason: 'nginx knows methods of capital letters, hyphens and underscores; RFC 9110 section 9.1 has any token',
    applies: ({ method }) => !/^[A-Z_-]+$/.test(method),
  },
  {
    reason: 'nginx never serves TRACE; here the router decides',
    applies: ({ method }) => method === 'TRACE',
  },
  {
    reason: 'nginx decodes and resolves paths, so some make no sense to it; here they are opaque',
    applies: ({ target }) => /%(?![0-9a-f]{2})|%00|\.\.|%2e/i.test(target),
  },
  {
    reason: 'nginx does not know OPTIONS *; RFC 9112 section 3.2.4 has it',
    applies: ({ method, target }) => method === 'OPTIONS' && target === '*',
  },
];

const OK: HttpResponse = { status: 200, headers: [], body: { bytes: () => Buffer.from('ok') } };

describe.skipIf(!hasNginx)('what nginx refuses is refused here', () => {
  const ours = recordingServer();
  const cases = [...readCases()].flatMap(([file, all]) => all.map((one) => ({ name: `${file}/${one.id}`, one })));
  let upstream: HttpServer;
  let nginx: Nginx;

  beforeAll(async () => {
    upstream = createHttpServer({
      onHead: () => ({ maxBodyBytes: 1e6, tooLarge: () => OK, handle: () => OK }),
      onFailure: (failure) => console.error(failure),
      limits: { maxRequestLineBytes: 100_000, maxHeaderBytes: 100_000, maxHeaders: 1000 },
    });
    const { port } = await upstream.listen({ host: '127.0.0.1', port: 0 });
    nginx = await startNginx(await freePort(), port);
  });
  afterAll(async () => {
    await nginx.stop();
    await upstream.drain(0);
  });

  /** @returns what we answered and nginx did not, and the exception that covers it; undefined when we are as strict */
  async function difference(text: string): Promise<string | undefined> {
    const octets = Buffer.from(text, 'latin1');
    const { statuses, requests } = deliver(ours, [octets]);
    const final = statuses.filter((status) => status !== 100);
    const theirs = (await nginx.judge(octets)).filter((status) => status !== 100);
    const at = final.findIndex((status, index) => status === 200 && theirs[index] !== 200);
    const request = requests[at];
    if (request === undefined) return undefined;
    // Not a refusal: nginx finds `close` anywhere in Connection, such as in `xclose`, and takes nothing after that.
    if (theirs.length === at && requests.slice(0, at).some(mentionsClose)) return undefined;
    const exception = EXCEPTIONS.find(({ applies }) => applies(request));
    return exception?.reason ?? `${request.method} ${request.target} is taken; nginx answers ${theirs.join(' ')}`;
  }

  const reasons = new Set(EXCEPTIONS.map(({ reason }) => reason));

  test(`all ${cases.length} conformance cases`, async () => {
    const used = new Set<string>();
    for (const { name, one } of cases) {
      const found = await difference(textOf(one.input));
      if (found === undefined) continue;
      expect(`${name}: ${reasons.has(found) ? 'excepted' : found}`).toBe(`${name}: excepted`);
      used.add(found);
    }
    expect([...used].sort()).toEqual([...reasons].sort());
  }, 60_000);

  test(`${MUTATED} mutated requests`, async () => {
    const random = randomNumbers(SEED);
    const wellFormed = cases
      .filter(({ one }) => one.statuses.every((status) => status < 300) && textOf(one.input).length < 3000)
      .map(({ one }) => textOf(one.input));
    for (let nth = 0; nth < MUTATED; nth++) {
      const text = mutate(wellFormed[Math.floor(random() * wellFormed.length)] ?? '', random);
      const found = await difference(text);
      if (found === undefined || reasons.has(found)) continue;
      throw new Error(`seed ${SEED}, request ${nth}: ${found}: ${JSON.stringify(text)}`);
    }
  }, 600_000);
});

function mentionsClose({ headers }: SeenRequest): boolean {
  return headers.some(([name, value]) => /^connection$/i.test(name) && /close/i.test(value));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
