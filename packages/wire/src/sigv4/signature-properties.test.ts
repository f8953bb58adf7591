import { expect, test } from 'bun:test';
import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { AwsError } from '../aws-error.ts';
import type { SignableRequest } from './canonical-request.ts';
import { signRequest } from './sign-request.ts';
import { verifySignature } from './verify-signature.ts';

const NOW = Date.UTC(2026, 10, 22, 3, 4, 5);
const KEYS = { accessKeyId: 'test', secretAccessKey: 'test' };
const RUNS = 500;

function accepted(request: SignableRequest, service: string): boolean {
  try {
    verifySignature(request, {
      now: NOW,
      services: [service],
      credentials: () => ({
        secretAccessKey: 'test',
        accountId: '000000000000',
        arn: 'arn:aws:iam::000000000000:root',
      }),
    });
    return true;
  } catch (thrown) {
    if (thrown instanceof AwsError) return false;
    throw thrown;
  }
}

const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE');
const body = fc.uint8Array({ maxLength: 40 });
const service = fc.constantFrom('execute-api', 's3', 'sagemaker');
/** Bytes that a client may put into a request line, escapes good and bad among them. */
const targetPiece = fc.oneof(
  fc.constantFrom(
    '/',
    '//',
    '/.',
    '/..',
    '%2F',
    '%2f',
    '%',
    '%zz',
    '+',
    '%20',
    '%2B',
    '&',
    '=',
    '?',
    ';',
    ':',
    '@',
    '*',
  ),
  fc.string({ unit: fc.constantFrom(...'abZ09-._~!$\'(),"\\|'), maxLength: 4 }),
);
const rawTarget = fc.array(targetPiece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`);
const headers = fc.array(
  fc.tuple(
    fc.constantFrom('X-A', 'x-a', 'X-B', 'Content-Type', 'Accept'),
    fc.string({ unit: fc.constantFrom(...'ab,;= \t"\u00e9'), maxLength: 8 }),
  ),
  { maxLength: 5 },
);

function signed(request: SignableRequest, name: string): SignableRequest {
  return { ...request, headers: signRequest(request, { ...KEYS, region: 'eu-west-1', service: name, now: NOW }) };
}

const plain = fc
  .record({ method, rawTarget, headers, body })
  .map((r) => ({ ...r, headers: [['Host', 'h:4566'] as const, ...r.headers] }));

test('whatever is signed verifies', () => {
  fc.assert(
    fc.property(plain, service, (request, name) => accepted(signed(request, name), name)),
    { numRuns: RUNS },
  );
});

test('a change of method, path, query, signed header or body does not verify', () => {
  const change = fc.constantFrom('method', 'path', 'query', 'repeated header', 'host', 'date', 'body', 'signature');
  const property = fc.property(plain, service, change, (request, name, what) => {
    expect(accepted(changed(signed(request, name), what), name)).toBe(false);
  });
  fc.assert(property, { numRuns: RUNS });
});

function changed(request: SignableRequest, what: string): SignableRequest {
  const header = (name: string, change: (value: string) => string): SignableRequest => ({
    ...request,
    headers: request.headers.map(([n, v]) => [n, n.toLowerCase() === name ? change(v) : v] as const),
  });
  const [path = '', ...rest] = request.rawTarget.split('?');
  const query = rest.length === 0 ? '' : `?${rest.join('?')}`;
  switch (what) {
    case 'method':
      return { ...request, method: request.method === 'GET' ? 'HEAD' : 'GET' };
    case 'path':
      return { ...request, rawTarget: `${path}/x${query}` };
    case 'query':
      return { ...request, rawTarget: `${path}${query === '' ? '?' : `${query}&`}x=1` };
    case 'repeated header':
      return { ...request, headers: [...request.headers, ['Host', 'h:4566']] };
    case 'host':
      return header('host', () => 'evil');
    case 'date':
      return header('x-amz-date', () => '20261122T030406Z');
    case 'body':
      return { ...request, body: Buffer.concat([request.body, Buffer.from('x')]) };
    default:
      return header('authorization', (v) => v.replace(/.$/, (c) => (c === '0' ? '1' : '0')));
  }
}

test('bytes that are no signature give an AwsError and nothing else', () => {
  const authorization = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('AWS4-HMAC-SHA256', ' ', 'Credential=', '/', 'Signature=', ',', 'SignedHeaders=', 'a', ';'),
    }),
  );
  const property = fc.property(authorization, rawTarget, (value, target) => {
    const request = {
      method: 'GET',
      rawTarget: target,
      headers: [
        ['Authorization', value],
        ['Date', value],
      ] as const,
      body: new Uint8Array(0),
    };
    expect(accepted(request, 's3')).toBe(false);
  });
  fc.assert(property, { numRuns: RUNS });
});

/** The SDK's signer takes its hash as a class. */
class Sha256 {
  private readonly hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as Uint8Array);
  }
  update(data: Uint8Array): void {
    this.hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return this.hash.digest();
  }
  reset(): void {
    throw new Error('not used by the signer');
  }
}

const unicode = fc.string({ unit: 'grapheme', maxLength: 6 }).filter((text) => text.isWellFormed());

test('requests and presigned URLs signed by the SDK verify, whatever the names and values', async () => {
  const input = fc.record({
    method,
    segments: fc.array(unicode, { maxLength: 4 }),
    query: fc.dictionary(
      unicode.filter((key) => key !== '' && key !== '__proto__'),
      fc.oneof(unicode, fc.array(unicode, { maxLength: 3 })),
      { maxKeys: 4 },
    ),
    value: fc.string({ unit: fc.constantFrom(...'ab,;= "'), maxLength: 8 }),
    body: fc.string({ maxLength: 20 }),
    presigned: fc.boolean(),
    token: fc.boolean(),
  });
  const property = fc.asyncProperty(input, async (r) => {
    const credentials = { ...KEYS, ...(r.token ? { sessionToken: 'to/ken+=' } : {}) };
    const signer = new SignatureV4({
      credentials,
      region: 'us-east-1',
      service: 'execute-api',
      sha256: Sha256,
      applyChecksum: !r.presigned,
    });
    const path = `/${r.segments.map(encodeURIComponent).join('/')}`;
    const toSign = {
      method: r.method,
      protocol: 'http:',
      hostname: 'h',
      path,
      query: r.query,
      headers: { host: 'h', 'X-Value': r.value },
      body: r.body,
    };
    const done = r.presigned
      ? await signer.presign(toSign, { signingDate: new Date(NOW), expiresIn: 60 })
      : await signer.sign(toSign, { signingDate: new Date(NOW) });
    const request = {
      method: r.method,
      rawTarget: path + queryText(done.query ?? {}),
      headers: Object.entries(done.headers),
      body: Buffer.from(r.body),
    };
    const identity = verifySignature(request, {
      now: NOW + 59_000,
      services: ['execute-api'],
      credentials: () => ({ ...credentials, accountId: '000000000000', arn: 'a' }),
    });
    expect(identity.accessKeyId).toBe('test');
  });
  await fc.assert(property, { numRuns: RUNS });
});

/** As the SDK's HTTP handler writes a query. */
function queryText(query: Readonly<Record<string, string | readonly string[] | null>>): string {
  const parts: string[] = [];
  const escaped = (text: string): string =>
    encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  for (const [name, value] of Object.entries(query)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) parts.push(`${escaped(name)}=${escaped(one)}`);
  }
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}
