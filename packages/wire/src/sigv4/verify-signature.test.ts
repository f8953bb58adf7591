import { describe, expect, test } from 'bun:test';
import { AwsError } from '../aws-error.ts';
import type { SignableRequest } from './canonical-request.ts';
import { signRequest } from './sign-request.ts';
import { parseTimestamp } from './timestamp.ts';
import type { SigningCredentials, VerificationOptions } from './verify-signature.ts';
import { verifySignature } from './verify-signature.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';
const NOW = parseTimestamp('20150830T123600Z') ?? 0;
const OWNER = { accountId: '000000000000', arn: 'arn:aws:iam::000000000000:root' };

type Headers = readonly (readonly [string, string])[];

function request(method: string, rawTarget: string, headers: Headers, body = ''): SignableRequest {
  return { method, rawTarget, headers, body: Buffer.from(body) };
}

function options(over: Partial<VerificationOptions> = {}, held: Partial<SigningCredentials> = {}): VerificationOptions {
  return {
    credentials: (id) => (id === 'AKIDEXAMPLE' ? { secretAccessKey: SECRET, ...OWNER, ...held } : undefined),
    now: NOW,
    services: ['execute-api'],
    ...over,
  };
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

// Signatures as AWS publishes them: the Signature Version 4 test suite, and the examples in
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html.
describe('published signatures are accepted', () => {
  const H: Headers = [
    ['Host', 'example.amazonaws.com'],
    ['X-Amz-Date', '20150830T123600Z'],
  ];
  const form: Headers = [['Content-Type', 'application/x-www-form-urlencoded'], ...H];
  const formSigned = 'content-type;host;x-amz-date';
  const unreserved = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  test.each([
    [
      'get-vanilla',
      request('GET', '/', H),
      'host;x-amz-date',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-vanilla-query-order-key-case',
      request('GET', '/?Param2=value2&Param1=value1', H),
      'host;x-amz-date',
      'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500',
    ],
    [
      'get-relative',
      request('GET', '/example/..', H),
      'host;x-amz-date',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-slash-dot-slash',
      request('GET', '/./', H),
      'host;x-amz-date',
      '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31',
    ],
    [
      'get-slashes',
      request('GET', '//example//', H),
      'host;x-amz-date',
      '9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84',
    ],
    [
      'get-space',
      request('GET', '/example space/', H),
      'host;x-amz-date',
      '652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741',
    ],
    [
      'get-unreserved',
      request('GET', `/-._~0123456789${unreserved.slice(0, 52)}`, H),
      'host;x-amz-date',
      '07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f',
    ],
    [
      'get-utf8',
      request('GET', `/${Buffer.from('\u1234').toString('latin1')}`, H),
      'host;x-amz-date',
      '8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85',
    ],
    [
      'get-header-key-duplicate',
      request('GET', '/', [
        ['Host', 'example.amazonaws.com'],
        ['My-Header1', 'value2'],
        ['My-Header1', 'value2'],
        ['My-Header1', 'value1'],
        ['X-Amz-Date', '20150830T123600Z'],
      ]),
      'host;my-header1;x-amz-date',
      'c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea',
    ],
    [
      'get-header-value-trim',
      request('GET', '/', [
        ['Host', 'example.amazonaws.com'],
        ['My-Header1', ' value1'],
        ['My-Header2', ' "a   b   c"'],
        ['X-Amz-Date', '20150830T123600Z'],
      ]),
      'host;my-header1;my-header2;x-amz-date',
      'acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736',
    ],
    [
      'post-vanilla',
      request('POST', '/', H),
      'host;x-amz-date',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-x-www-form-urlencoded',
      request('POST', '/', form, 'Param1=value1'),
      formSigned,
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('%s', (_, unsigned, signedHeaders, signature) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    const signed = { ...unsigned, headers: [...unsigned.headers, ['Authorization', authorization] as const] };
    expect(verifySignature(signed, options({ services: ['service'] }))).toEqual({
      ...OWNER,
      region: 'us-east-1',
      service: 'service',
      accessKeyId: 'AKIDEXAMPLE',
    });
  });

  test('IAM ListUsers, from the documentation', () => {
    const signed = request('GET', '/?Action=ListUsers&Version=2010-05-08', [
      ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
      ['Host', 'iam.amazonaws.com'],
      ['X-Amz-Date', '20150830T123600Z'],
      [
        'Authorization',
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7',
      ],
    ]);
    expect(verifySignature(signed, options({ services: ['iam'] })).service).toBe('iam');
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  const s3 = options({
    services: ['s3'],
    now: parseTimestamp('20130524T000100Z') ?? 0,
    credentials: () => ({ secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', ...OWNER }),
  });
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const put = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
  const scope = 'Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request';
  const bucket = ['Host', 'examplebucket.s3.amazonaws.com'] as const;
  const date = ['x-amz-date', '20130524T000000Z'] as const;
  test.each([
    [
      'GET object with a range',
      request('GET', '/test.txt', [
        bucket,
        ['Range', 'bytes=0-9'],
        ['x-amz-content-sha256', empty],
        date,
        [
          'Authorization',
          `AWS4-HMAC-SHA256 ${scope},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
        ],
      ]),
    ],
    [
      'PUT object',
      request(
        'PUT',
        '/test%24file.text',
        [
          bucket,
          ['Date', 'Fri, 24 May 2013 00:00:00 GMT'],
          date,
          ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
          ['x-amz-content-sha256', put],
          [
            'Authorization',
            `AWS4-HMAC-SHA256 ${scope},SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd`,
          ],
        ],
        'Welcome to Amazon S3.',
      ),
    ],
    [
      'a query without a value',
      request('GET', '/?lifecycle', [
        bucket,
        ['x-amz-content-sha256', empty],
        date,
        [
          'Authorization',
          `AWS4-HMAC-SHA256 ${scope},SignedHeaders=host;x-amz-content-sha256;x-amz-date,Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543`,
        ],
      ]),
    ],
  ])('S3 %s', (_, signed) => {
    expect(verifySignature(signed, s3).accessKeyId).toBe('AKIAIOSFODNN7EXAMPLE');
  });
});

describe('a request that is not signed right is refused with the text of the service', () => {
  const host = ['Host', 'api.localhost'] as const;
  const dated: Headers = [host, ['X-Amz-Date', '20150830T123600Z']];
  const withAuthorization = (value: string, headers: Headers = dated): SignableRequest =>
    request('GET', '/a', [...headers, ['Authorization', value]]);
  const parts = (credential: string): string =>
    `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=00`;
  const good = 'AKIDEXAMPLE/20150830/us-east-1/execute-api/aws4_request';
  const requires = (...names: string[]): string =>
    names.map((name) => `Authorization header requires '${name}' parameter.`).join(' ');
  const requiresDate = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";

  test.each<[string, SignableRequest, string, string]>([
    [
      'no signature',
      request('GET', '/a?X-Amz-Expires=3', [host]),
      'MissingAuthenticationTokenException',
      'Missing Authentication Token',
    ],
    [
      'a bearer token',
      withAuthorization('Bearer abc'),
      'IncompleteSignatureException',
      "Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.",
    ],
    [
      'one word',
      withAuthorization('allow', [host]),
      'IncompleteSignatureException',
      `${requires('Credential', 'Signature', 'SignedHeaders')} ${requiresDate} Authorization=allow`,
    ],
    [
      'no signature parameter',
      withAuthorization(`AWS4-HMAC-SHA256 Credential=${good}, SignedHeaders=host`),
      'IncompleteSignatureException',
      `${requires('Signature')} Authorization=AWS4-HMAC-SHA256 Credential=${good}, SignedHeaders=host`,
    ],
    [
      'no date',
      withAuthorization(parts(good), [host]),
      'IncompleteSignatureException',
      `${requiresDate} Authorization=${parts(good)}`,
    ],
    [
      'another algorithm',
      withAuthorization('AWS4-ECDSA-P256-SHA256 Credential=x'),
      'IncompleteSignatureException',
      "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'",
    ],
    [
      'an incomplete presigned URL',
      request('GET', '/a?X-Amz-Signature=00&X-Amz-Date=20150830T123600Z', [host]),
      'IncompleteSignatureException',
      "AWS query-string parameters must include 'X-Amz-Algorithm'. AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-SignedHeaders'. Re-examine the query-string parameters.",
    ],
    [
      'a short scope',
      withAuthorization(parts('AKIDEXAMPLE/20150830')),
      'IncompleteSignatureException',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'AKIDEXAMPLE/20150830'",
    ],
    [
      'another service',
      withAuthorization(parts('AKIDEXAMPLE/20150830/us-east-1/s3/aws4_request')),
      'InvalidSignatureException',
      "Credential should be scoped to correct service: 'execute-api'. ",
    ],
    [
      'no region, another service',
      withAuthorization(parts('AKIDEXAMPLE/20150830//s3/aws4_request')),
      'InvalidSignatureException',
      "Credential should be scoped to a valid region. Credential should be scoped to correct service: 'execute-api'. ",
    ],
    [
      'another terminator',
      withAuthorization(parts('AKIDEXAMPLE/20150830/us-east-1/execute-api/aws3')),
      'InvalidSignatureException',
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws3'. ",
    ],
    [
      'a date that is none',
      withAuthorization(parts(good), [host, ['X-Amz-Date', '20150230T123600Z']]),
      'IncompleteSignatureException',
      "Date must be in ISO-8601 'basic format'. Got '20150230T123600Z'. See http://en.wikipedia.org/wiki/ISO_8601",
    ],
    [
      'a scope of another day',
      withAuthorization(parts(good), [host, ['X-Amz-Date', '20150831T000000Z']]),
      'InvalidSignatureException',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20150830' != '20150831', from '20150831T000000Z'.",
    ],
    [
      'an old date',
      withAuthorization(parts(good), [host, ['X-Amz-Date', '20150830T123059Z']]),
      'InvalidSignatureException',
      'Signature expired: 20150830T123059Z is now earlier than 20150830T123100Z (20150830T123600Z - 5 min.)',
    ],
    [
      'a future date',
      withAuthorization(parts(good), [host, ['X-Amz-Date', '20150830T124101Z']]),
      'InvalidSignatureException',
      'Signature not yet current: 20150830T124101Z is still later than 20150830T124100Z (20150830T123600Z + 5 min.)',
    ],
    [
      'host not signed',
      withAuthorization(`AWS4-HMAC-SHA256 Credential=${good}, SignedHeaders=x-amz-date, Signature=00`),
      'InvalidSignatureException',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'an unknown access key',
      withAuthorization(parts(good.replace('AKID', 'XXXX'))),
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    [
      'a token with a key that has none',
      withAuthorization(parts(good), [...dated, ['X-Amz-Security-Token', 'x']]),
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
  ])('%s', (_, unsigned, code, message) => {
    const error = failure(() => verifySignature(unsigned, options()));
    expect([error.code, error.message, error.statusCode]).toEqual([code, message, 403]);
  });

  const signing = {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: SECRET,
    region: 'us-east-1',
    service: 'execute-api',
    now: NOW,
  };

  test('a wrong secret: the strings that should have been signed are printed', () => {
    const plain = request('GET', '/a b?y=2&x=1', [['Host', 'api.localhost']]);
    const headers = signRequest(plain, { ...signing, secretAccessKey: 'other' });
    expect(failure(() => verifySignature({ ...plain, headers }, options())).message).toBe(
      `The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.

The Canonical String for this request should have been
'GET
/a%20b
x=1&y=2
host:api.localhost
x-amz-date:20150830T123600Z

host;x-amz-date
e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

The String-to-Sign should have been
'AWS4-HMAC-SHA256
20150830T123600Z
20150830/us-east-1/execute-api/aws4_request
5c35e1d5c66e050ee317826ec649ec1595948cd9b564931522f5962ec1fdfdaa'
`,
    );
  });

  test('session tokens: required, compared, and told to be expired only under a right signature', () => {
    const plain = request('POST', '/', [['Host', 'h']], '{}');
    const held = { sessionToken: 'FwoG' };
    const signed = (sessionToken?: string): SignableRequest => ({
      ...plain,
      headers: signRequest(plain, sessionToken === undefined ? signing : { ...signing, sessionToken }),
    });
    expect(verifySignature(signed('FwoG'), options({}, { ...held, expiration: NOW + 1 })).arn).toBe(OWNER.arn);
    expect(failure(() => verifySignature(signed(), options({}, held))).code).toBe('UnrecognizedClientException');
    expect(failure(() => verifySignature(signed('FwoH'), options({}, held))).code).toBe('UnrecognizedClientException');
    const expired = failure(() => verifySignature(signed('FwoG'), options({}, { ...held, expiration: NOW })));
    expect([expired.code, expired.message]).toEqual([
      'ExpiredTokenException',
      'The security token included in the request is expired',
    ]);
    const forged = { ...signed('FwoG'), method: 'PUT' };
    expect(failure(() => verifySignature(forged, options({}, { ...held, expiration: NOW }))).code).toBe(
      'InvalidSignatureException',
    );
  });

  test('a date header in HTTP form dates a signature as well', () => {
    const plain = request('GET', '/', [
      ['Host', 'h'],
      ['Date', 'Sun, 30 Aug 2015 12:00:00 GMT'],
      ['Authorization', parts(good)],
    ]);
    expect(failure(() => verifySignature(plain, options())).message).toStartWith('Signature expired: 20150830T120000Z');
  });

  test('UNSIGNED-PAYLOAD is not believed', () => {
    const plain = request(
      'PUT',
      '/b/k',
      [
        ['Host', 'h'],
        ['X-Amz-Content-Sha256', 'UNSIGNED-PAYLOAD'],
      ],
      'body',
    );
    const unsigned = { ...plain, body: Buffer.from('') };
    expect(failure(() => verifySignature({ ...plain, headers: signRequest(unsigned, signing) }, options())).code).toBe(
      'InvalidSignatureException',
    );
  });

  test('a region of its own, where one is expected', () => {
    const plain = request('GET', '/', [['Host', 'h']]);
    const signed = { ...plain, headers: signRequest(plain, signing) };
    expect(verifySignature(signed, options({ region: 'us-east-1' })).region).toBe('us-east-1');
    expect(failure(() => verifySignature(signed, options({ region: 'eu-west-1' }))).message).toBe(
      'Credential should be scoped to a valid region. ',
    );
  });
});
