import { describe, expect, test } from 'bun:test';
import { AwsError } from '../aws-error.ts';
import { readS3Payload } from './s3-payload.ts';
import { parseTimestamp } from './timestamp.ts';
import type { S3RequestHead } from './verify-s3-signature.ts';
import { verifyS3Signature } from './verify-s3-signature.ts';
import type { SigningCredentials } from './verify-signature.ts';

// The examples of https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, sigv4-streaming.html,
// sigv4-streaming-trailers.html and sigv4-query-string-auth.html.

const NOW = parseTimestamp('20130524T000000Z') ?? 0;
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const CREDENTIAL = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';

type Headers = readonly (readonly [string, string])[];

function verify(head: S3RequestHead, now = NOW, held: Partial<SigningCredentials> = {}) {
  return verifyS3Signature(head, {
    now,
    credentials: (id) =>
      id === 'AKIAIOSFODNN7EXAMPLE'
        ? { secretAccessKey: SECRET, accountId: '000000000000', arn: 'arn:aws:iam::000000000000:root', ...held }
        : undefined,
  });
}

function authorization(signedHeaders: string, signature: string, credential = CREDENTIAL): readonly [string, string] {
  return [
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`,
  ];
}

const GET_HEADERS: Headers = [
  ['Host', 'examplebucket.s3.amazonaws.com'],
  ['Range', 'bytes=0-9'],
  ['x-amz-content-sha256', EMPTY],
  ['x-amz-date', '20130524T000000Z'],
];
const GET_SIGNED = 'host;range;x-amz-content-sha256;x-amz-date';
const GET_SIGNATURE = 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';

const PRESIGNED = new URLSearchParams({
  'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
  'X-Amz-Credential': CREDENTIAL,
  'X-Amz-Date': '20130524T000000Z',
  'X-Amz-Expires': '86400',
  'X-Amz-SignedHeaders': 'host',
  'X-Amz-Signature': 'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
});

function presigned(change: Readonly<Record<string, string | undefined>> = {}, extra: Headers = []): S3RequestHead {
  const query = new URLSearchParams(PRESIGNED);
  for (const [name, value] of Object.entries(change)) {
    if (value === undefined) query.delete(name);
    else query.set(name, value);
  }
  const headers: Headers = [['Host', 'examplebucket.s3.amazonaws.com'], ...extra];
  return { method: 'GET', rawTarget: `/test.txt?${query}`, headers };
}

function getObject(change: { readonly headers?: Headers; readonly authorization?: readonly [string, string] } = {}) {
  const headers = [
    ...(change.headers ?? GET_HEADERS),
    change.authorization ?? authorization(GET_SIGNED, GET_SIGNATURE),
  ];
  return { method: 'GET', rawTarget: '/test.txt', headers };
}

describe('published signatures are accepted', () => {
  test('in the header', () => {
    const { caller, payload } = verify(getObject());
    expect(caller).toMatchObject({ accountId: '000000000000', region: 'us-east-1', service: 's3' });
    expect(payload).toEqual({ kind: 'signed', sha256: EMPTY });
  });

  test('in the query', () => {
    expect(verify(presigned()).payload).toEqual({ kind: 'unsigned' });
    expect(verify(presigned(), NOW + 86_400_000).caller?.accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
  });

  test('a key is encoded once, as sent', () => {
    const put: S3RequestHead = {
      method: 'PUT',
      rawTarget: '/test%24file.text',
      headers: [
        ['Date', 'Fri, 24 May 2013 00:00:00 GMT'],
        ['Host', 'examplebucket.s3.amazonaws.com'],
        ['x-amz-content-sha256', '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072'],
        ['x-amz-date', '20130524T000000Z'],
        ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
        authorization(
          'date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class',
          '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
        ),
      ],
    };
    expect(verify(put).caller).toBeDefined();
    expect(verify({ ...put, rawTarget: '/test$file.text' }).caller).toBeDefined();
    expect(failure(() => verify({ ...put, rawTarget: '/test%2524file.text' })).code).toBe('SignatureDoesNotMatch');
  });
});

test('a request without any signature is anonymous', () => {
  const head = { method: 'GET', rawTarget: '/bucket/key?X-Amz-Meta=1', headers: [['Host', 'localhost']] } as const;
  expect(verify(head)).toEqual({ caller: undefined, payload: { kind: 'unsigned' } });
});

const MINUTE = 60_000;

describe('refused, with the code and text of S3', () => {
  test.each<[string, () => unknown, string, number, string]>([
    [
      'another signature',
      () => verify(getObject({ authorization: authorization(GET_SIGNED, GET_SIGNATURE.replace('f', '0')) })),
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ],
    [
      'a signature that is none',
      () => verify(getObject({ authorization: authorization(GET_SIGNED, 'nothing') })),
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ],
    [
      'an unknown access key',
      () =>
        verify(
          getObject({ authorization: authorization(GET_SIGNED, GET_SIGNATURE, CREDENTIAL.replace('AKIA', 'ASIA')) }),
        ),
      'InvalidAccessKeyId',
      403,
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
    [
      'another service',
      () =>
        verify(
          getObject({ authorization: authorization(GET_SIGNED, GET_SIGNATURE, CREDENTIAL.replace('/s3/', '/iam/')) }),
        ),
      'AuthorizationHeaderMalformed',
      400,
      'The authorization header is malformed; incorrect service "iam". This endpoint belongs to "s3".',
    ],
    [
      'a credential of four parts',
      () =>
        verify(getObject({ authorization: authorization(GET_SIGNED, GET_SIGNATURE, 'AKID/20130524/us-east-1/s3') })),
      'AuthorizationHeaderMalformed',
      400,
      'The authorization header is malformed; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    ],
    [
      'a credential of another day',
      () =>
        verify(
          getObject({ authorization: authorization(GET_SIGNED, GET_SIGNATURE, CREDENTIAL.replace('0524', '0525')) }),
        ),
      'AuthorizationHeaderMalformed',
      400,
      'The authorization header is malformed; Invalid credential date "20130525". This date is not the same as X-Amz-Date: "20130524".',
    ],
    [
      'no signature in the header',
      () => verify(getObject({ authorization: ['Authorization', `AWS4-HMAC-SHA256 Credential=${CREDENTIAL}`] })),
      'AuthorizationHeaderMalformed',
      400,
      'The authorization header is malformed; missing or empty Signature.',
    ],
    [
      'another scheme',
      () => verify(getObject({ authorization: ['Authorization', 'Bearer x'] })),
      'InvalidArgument',
      400,
      'Unsupported Authorization Type',
    ],
    [
      'Signature Version 2',
      () => verify(getObject({ authorization: ['Authorization', 'AWS AKID:abc='] })),
      'InvalidRequest',
      400,
      'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.',
    ],
    [
      'no date',
      () => verify(getObject({ headers: GET_HEADERS.slice(0, 3) })),
      'AccessDenied',
      403,
      'AWS authentication requires a valid Date or x-amz-date header',
    ],
    [
      'no payload hash',
      () => verify(getObject({ headers: GET_HEADERS.filter(([name]) => name !== 'x-amz-content-sha256') })),
      'InvalidRequest',
      400,
      'Missing required header for this request: x-amz-content-sha256',
    ],
    [
      'a payload hash that is none',
      () => verify(getObject({ headers: GET_HEADERS.map(([n, v]) => [n, v === EMPTY ? 'abc' : v]) })),
      'InvalidArgument',
      400,
      'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-UNSIGNED-PAYLOAD-TRAILER, or a valid sha256 value.',
    ],
    [
      'a clock that is 16 minutes slow',
      () => verify(getObject(), NOW + 16 * MINUTE),
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    ],
    [
      'a clock that is 16 minutes fast',
      () => verify(getObject(), NOW - 16 * MINUTE),
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
    ],
    [
      'an x-amz- header that is not signed',
      () => verify(getObject({ headers: [...GET_HEADERS, ['x-amz-acl', 'public-read']] })),
      'AccessDenied',
      403,
      'There were headers present in the request which were not signed',
    ],
    ['an expired URL', () => verify(presigned(), NOW + 86_401_000), 'AccessDenied', 403, 'Request has expired'],
    [
      'a URL from the future',
      () => verify(presigned(), NOW - 16 * MINUTE),
      'AccessDenied',
      403,
      'Request is not valid yet',
    ],
    [
      'a URL with a changed validity',
      () => verify(presigned({ 'X-Amz-Expires': '86401' })),
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    ],
    [
      'a URL that is valid for more than a week',
      () => verify(presigned({ 'X-Amz-Expires': '604801' })),
      'AuthorizationQueryParametersError',
      400,
      'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds',
    ],
    [
      'a validity that is no number',
      () => verify(presigned({ 'X-Amz-Expires': 'long' })),
      'AuthorizationQueryParametersError',
      400,
      'X-Amz-Expires should be a number',
    ],
    [
      'a negative validity',
      () => verify(presigned({ 'X-Amz-Expires': '-1' })),
      'AuthorizationQueryParametersError',
      400,
      'X-Amz-Expires must be non-negative',
    ],
    [
      'a URL without a part of its signature',
      () => verify(presigned({ 'X-Amz-SignedHeaders': undefined })),
      'AuthorizationQueryParametersError',
      400,
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    ],
    [
      'a date that is none',
      () => verify(presigned({ 'X-Amz-Date': '20130524' })),
      'AuthorizationQueryParametersError',
      400,
      "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"",
    ],
    [
      'two signatures',
      () => verify(presigned({}, [authorization(GET_SIGNED, GET_SIGNATURE)])),
      'InvalidArgument',
      400,
      'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified',
    ],
    [
      'a token that the credentials do not have',
      () => verify(presigned({ 'X-Amz-Security-Token': 'token' })),
      'InvalidToken',
      400,
      'The provided token is malformed or otherwise invalid.',
    ],
    [
      'no token where the credentials have one',
      () => verify(getObject(), NOW, { sessionToken: 'token' }),
      'InvalidToken',
      400,
      'The provided token is malformed or otherwise invalid.',
    ],
    [
      'expired credentials',
      () => verify(getObject(), NOW, { expiration: NOW }),
      'ExpiredToken',
      400,
      'The provided token has expired.',
    ],
  ])('%s', (_name, run, code, status, message) => {
    const error = failure(run);
    expect([error.code, error.statusCode, error.message]).toEqual([code, status, message]);
  });
});

describe('chunked payloads', () => {
  const CHUNKED: Headers = [
    ['Host', 's3.amazonaws.com'],
    ['x-amz-date', '20130524T000000Z'],
    ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD'],
    ['Content-Encoding', 'aws-chunked'],
    ['x-amz-decoded-content-length', '66560'],
    ['Content-Length', '66824'],
    authorization(
      'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    ),
  ];
  const BODY = [
    `10000;chunk-signature=ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648\r\n${'a'.repeat(65536)}\r\n`,
    `400;chunk-signature=0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497\r\n${'a'.repeat(1024)}\r\n`,
    '0;chunk-signature=b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9\r\n\r\n',
  ].join('');

  const TRAILED: Headers = [
    ['Host', 's3.amazonaws.com'],
    ['x-amz-date', '20130524T000000Z'],
    ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
    ['x-amz-content-sha256', 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER'],
    ['Content-Encoding', 'aws-chunked'],
    ['x-amz-decoded-content-length', '66560'],
    ['x-amz-trailer', 'x-amz-checksum-crc32c'],
    authorization(
      'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
      '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    ),
  ];
  const TRAILED_BODY = [
    `10000;chunk-signature=b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2\r\n${'a'.repeat(65536)}\r\n`,
    `400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n${'a'.repeat(1024)}\r\n`,
    '0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n',
    'x-amz-checksum-crc32c:sOO8/Q==\r\n',
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n',
  ].join('');

  async function decode(headers: Headers, body: string, pieceBytes: number) {
    const { payload } = verify({ method: 'PUT', rawTarget: '/examplebucket/chunkObject.txt', headers });
    const trailers = new Map<string, string>();
    let decoded = '';
    for await (const piece of readS3Payload(pieces(body, pieceBytes), payload, trailers)) {
      decoded += Buffer.from(piece).toString('latin1');
    }
    return { decoded, trailers };
  }

  test.each([1, 7, 1000, 65_536, 1_000_000])(
    'published signatures are accepted in pieces of %d octets',
    async (size) => {
      expect((await decode(CHUNKED, BODY, size)).decoded).toBe('a'.repeat(66_560));
    },
  );

  test.each([1, 7, 1_000_000])('a signed trailer is accepted in pieces of %d octets', async (size) => {
    const { decoded, trailers } = await decode(TRAILED, TRAILED_BODY, size);
    expect(decoded).toBe('a'.repeat(66_560));
    expect([...trailers]).toEqual([['x-amz-checksum-crc32c', 'sOO8/Q==']]);
  });

  test('without signatures', async () => {
    const headers: Headers = [
      ['Host', 's3.amazonaws.com'],
      ['x-amz-content-sha256', 'STREAMING-UNSIGNED-PAYLOAD-TRAILER'],
    ];
    const body = '5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
    const { decoded, trailers } = await decode(headers, body, 3);
    expect(decoded).toBe('hello world');
    expect(trailers.get('x-amz-checksum-crc32')).toBe('DUoRhQ==');
  });

  const flip = (text: string, at: number): string => `${text.slice(0, at)}b${text.slice(at + 1)}`;
  test.each([
    ['a changed octet', CHUNKED, flip(BODY, 1000), 'SignatureDoesNotMatch'],
    ['a chunk less', CHUNKED, BODY.slice(BODY.indexOf('400;')), 'SignatureDoesNotMatch'],
    ['no last chunk', CHUNKED, BODY.slice(0, BODY.indexOf('0;chunk-signature=b6c6')), 'IncompleteBody'],
    ['half a chunk', CHUNKED, BODY.slice(0, 30_000), 'IncompleteBody'],
    ['no body', CHUNKED, '', 'IncompleteBody'],
    ['no framing', CHUNKED, 'plain text\r\n', 'IncompleteBody'],
    ['a size without end', CHUNKED, '1'.repeat(100_000), 'IncompleteBody'],
    ['a chunk without a signature', CHUNKED, '1\r\na\r\n0\r\n\r\n', 'SignatureDoesNotMatch'],
    ['a changed trailer', TRAILED, TRAILED_BODY.replace('sOO8', 'sOO9'), 'SignatureDoesNotMatch'],
    [
      'another trailer',
      TRAILED,
      TRAILED_BODY.replace('x-amz-checksum-crc32c:', 'x-amz-meta-a:'),
      'SignatureDoesNotMatch',
    ],
    ['no trailer signature', TRAILED, `${TRAILED_BODY.split('x-amz-trailer')[0]}\r\n`, 'SignatureDoesNotMatch'],
    ['a trailer that is none', TRAILED, TRAILED_BODY.replace('crc32c:', 'crc32c '), 'MalformedTrailerError'],
  ])('refused: %s', async (_name, headers, body, code) => {
    const error = await decode(headers, body, 10_000).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code });
  });
});

test('a body is held against the hash that was signed', async () => {
  const trailers = new Map<string, string>();
  const read = async (body: string): Promise<string> => {
    let all = '';
    const stream = readS3Payload(pieces(body, 2), { kind: 'signed', sha256: EMPTY }, trailers);
    for await (const piece of stream) all += Buffer.from(piece).toString();
    return all;
  };
  expect(await read('')).toBe('');
  expect(await read('x').catch((thrown: AwsError) => thrown.code)).toBe('XAmzContentSHA256Mismatch');
});

async function* pieces(body: string, size: number): AsyncGenerator<Uint8Array> {
  const octets = Buffer.from(body, 'latin1');
  for (let at = 0; at < octets.length; at += size) yield octets.subarray(at, at + size);
}

function failure(run: () => unknown): AwsError {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AwsError) return thrown;
    throw thrown;
  }
  throw new Error('was accepted');
}
