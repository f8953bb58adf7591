import { AwsError } from '../aws-error.ts';
import { headerOf } from '../header-of.ts';
import type { ChunkSignatures } from './aws-chunks.ts';
import type { SignableRequest } from './canonical-request.ts';
import { canonicalRequest, sha256Hex } from './canonical-request.ts';
import type { PresentedSignature } from './presented-signature.ts';
import { malformed, queryError, s3PresentedSignature } from './s3-presented-signature.ts';
import type { QueryV2 } from './s3-query-v2.ts';
import { checkQueryV2, queryV2 } from './s3-query-v2.ts';
import { sameSignature, sameToken } from './same-secret.ts';
import type { CredentialScope } from './signing-key.ts';
import { scopeText, signature, stringToSign, TERMINATOR } from './signing-key.ts';
import { formatTimestamp, isoSeconds, parseTimestamp } from './timestamp.ts';
import type { CredentialLookup, SigningCredentials, VerifiedIdentity } from './verify-signature.ts';

/** The head of a request to S3: the body is read afterwards, as the payload says. */
export type S3RequestHead = Omit<SignableRequest, 'body'>;

/** What the signature says about the body. The reader of the body has to check it. */
export type S3Payload =
  /** Nothing. */
  | { readonly kind: 'unsigned' }
  /** Its SHA-256 is this, in lower-case hexadecimal. */
  | { readonly kind: 'signed'; readonly sha256: string }
  /** It is aws-chunked; without `signatures` its chunks carry none. */
  | { readonly kind: 'chunked'; readonly hasTrailer: boolean; readonly signatures: ChunkSignatures | undefined };

export interface VerifiedS3Request {
  /** Undefined: the request is not signed. */
  readonly caller: VerifiedIdentity | undefined;
  readonly payload: S3Payload;
}

export interface S3VerificationOptions {
  readonly credentials: CredentialLookup;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Where Host names the bucket: old presigned URLs sign it. */
  readonly bucketOfHost?: string | undefined;
}

const SKEW_MILLIS = 15 * 60_000;

const STREAMING: ReadonlyMap<string, { readonly isSigned: boolean; readonly hasTrailer: boolean }> = new Map([
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD', { isSigned: true, hasTrailer: false }],
  ['STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER', { isSigned: true, hasTrailer: true }],
  ['STREAMING-UNSIGNED-PAYLOAD-TRAILER', { isSigned: false, hasTrailer: true }],
]);

/**
 * Verifies the signature of a request to S3 before its body is read: the path is signed as sent, the payload as
 * `x-amz-content-sha256` declares it, and every `x-amz-` header must be signed
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-authenticating-requests.html). Throws AwsError with S3's codes.
 */
export function verifyS3Signature(head: S3RequestHead, options: S3VerificationOptions): VerifiedS3Request {
  const request: SignableRequest = { ...head, body: NO_BODY };
  const presented = s3PresentedSignature(request);
  if (presented === undefined) {
    const old = queryV2(request.rawTarget);
    if (old !== undefined) return verifyQueryV2(request, old, options);
    return { caller: undefined, payload: anonymousPayload(request) };
  }
  const { accessKeyId, scope } = checkScope(presented);
  checkTime(presented, options.now);
  const declared = declaredPayload(request, presented);
  refuseUnsignedHeaders(request, presented.signedHeaders);
  const credentials = heldCredentials(options, accessKeyId, presented.sessionToken);
  checkMatch(request, presented, scope, accessKeyId, credentials.secretAccessKey, declared);
  refuseExpired(credentials, options.now);
  return {
    caller: callerOf(credentials, accessKeyId, scope.region),
    payload: payloadOf(declared, presented, scope, credentials.secretAccessKey),
  };
}

function verifyQueryV2(
  request: SignableRequest,
  presented: QueryV2,
  options: S3VerificationOptions,
): VerifiedS3Request {
  const { accessKeyId, sessionToken } = presented;
  const credentials = heldCredentials(options, accessKeyId, sessionToken);
  checkQueryV2(request, presented, credentials.secretAccessKey, options.bucketOfHost, options.now);
  refuseExpired(credentials, options.now);
  // It names no region.
  return { caller: callerOf(credentials, accessKeyId, 'us-east-1'), payload: { kind: 'unsigned' } };
}

function heldCredentials(
  options: S3VerificationOptions,
  accessKeyId: string,
  sessionToken: string | undefined,
): SigningCredentials {
  const credentials = options.credentials(accessKeyId, sessionToken);
  if (credentials === undefined) {
    throw new AwsError('InvalidAccessKeyId', 403, 'The AWS Access Key Id you provided does not exist in our records.', {
      extra: { AWSAccessKeyId: accessKeyId },
    });
  }
  if (!sameToken(sessionToken, credentials.sessionToken)) {
    throw new AwsError('InvalidToken', 400, 'The provided token is malformed or otherwise invalid.');
  }
  return credentials;
}

function refuseExpired({ expiration }: SigningCredentials, now: number): void {
  if (expiration === undefined || expiration > now) return;
  throw new AwsError('ExpiredToken', 400, 'The provided token has expired.');
}

function callerOf(credentials: SigningCredentials, accessKeyId: string, region: string): VerifiedIdentity {
  const { accountId, arn, session } = credentials;
  return { accountId, region, service: 's3', accessKeyId, arn, ...(session !== undefined && { session }) };
}

function checkScope(presented: PresentedSignature): { readonly accessKeyId: string; readonly scope: CredentialScope } {
  const [accessKeyId, date, region, service, terminator, ...rest] = presented.credential.split('/');
  const fail =
    presented.expires === undefined
      ? malformed
      : (what: string) => queryError(`Error parsing the X-Amz-Credential parameter; ${what}`);
  if (!accessKeyId || date === undefined || region === undefined || terminator !== TERMINATOR || rest.length > 0) {
    throw fail('the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".');
  }
  if (service !== 's3') throw fail(`incorrect service "${service}". This endpoint belongs to "s3".`);
  if (!/^[a-z0-9-]{1,32}$/.test(region)) throw fail(`the region '${region}' is wrong.`);
  if (date !== presented.timestamp.slice(0, 8)) {
    throw fail(
      `Invalid credential date "${date}". This date is not the same as X-Amz-Date: "${presented.timestamp.slice(0, 8)}".`,
    );
  }
  return { accessKeyId, scope: { date, region, service } };
}

function checkTime(presented: PresentedSignature, now: number): void {
  const signed = parseTimestamp(presented.timestamp);
  if (signed === undefined) {
    if (presented.expires === undefined) {
      throw new AwsError('AccessDenied', 403, 'AWS authentication requires a valid Date or x-amz-date header');
    }
    throw queryError("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  if (presented.expires === undefined) {
    if (Math.abs(signed - now) <= SKEW_MILLIS) return;
    throw new AwsError(
      'RequestTimeTooSkewed',
      403,
      'The difference between the request time and the current time is too large.',
      {
        extra: {
          RequestTime: formatTimestamp(signed),
          ServerTime: isoSeconds(now),
          MaxAllowedSkewMilliseconds: SKEW_MILLIS,
        },
      },
    );
  }
  if (signed > now + SKEW_MILLIS) throw new AwsError('AccessDenied', 403, 'Request is not valid yet');
  const end = signed + Number(presented.expires) * 1000;
  if (end >= now) return;
  throw new AwsError('AccessDenied', 403, 'Request has expired', {
    extra: { 'X-Amz-Expires': presented.expires, Expires: isoSeconds(end), ServerTime: isoSeconds(now) },
  });
}

/** The text that stands for the payload in the canonical request. */
function declaredPayload(request: SignableRequest, presented: PresentedSignature): string {
  const header = headerOf(request, 'x-amz-content-sha256');
  if (header === undefined) {
    if (presented.expires !== undefined) return 'UNSIGNED-PAYLOAD';
    throw new AwsError('InvalidRequest', 400, 'Missing required header for this request: x-amz-content-sha256');
  }
  if (header === 'UNSIGNED-PAYLOAD' || STREAMING.has(header) || /^[0-9a-f]{64}$/.test(header)) return header;
  throw new AwsError(
    'InvalidArgument',
    400,
    `x-amz-content-sha256 must be UNSIGNED-PAYLOAD, ${[...STREAMING.keys()].join(', ')}, or a valid sha256 value.`,
    { extra: { ArgumentName: 'x-amz-content-sha256', ArgumentValue: header } },
  );
}

function refuseUnsignedHeaders(request: SignableRequest, signedHeaders: readonly string[]): void {
  const signed = new Set(signedHeaders);
  const present = new Set(request.headers.map(([name]) => name.toLowerCase()));
  // A presigned URL carries the hash of its payload in the query, if at all.
  const missing = [...present].filter((name) => name.startsWith('x-amz-') && !signed.has(name));
  if (!signed.has('host')) missing.unshift('host');
  if (missing.length === 0) return;
  throw new AwsError('AccessDenied', 403, 'There were headers present in the request which were not signed', {
    extra: { HeadersNotSigned: missing.join(', ') },
  });
}

function checkMatch(
  request: SignableRequest,
  presented: PresentedSignature,
  scope: CredentialScope,
  accessKeyId: string,
  secretAccessKey: string,
  declared: string,
): void {
  const canonical = canonicalRequest(request, scope.service, presented.signedHeaders, declared);
  const text = stringToSign(presented.timestamp, scope, sha256Hex(Buffer.from(canonical, 'latin1')));
  if (sameSignature(presented.signature, signature(secretAccessKey, scope, text))) return;
  throw new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    {
      extra: {
        AWSAccessKeyId: accessKeyId,
        StringToSign: text,
        SignatureProvided: presented.signature,
        CanonicalRequest: canonical,
      },
    },
  );
}

function payloadOf(
  declared: string,
  presented: PresentedSignature,
  scope: CredentialScope,
  secretAccessKey: string,
): S3Payload {
  if (declared === 'UNSIGNED-PAYLOAD') return { kind: 'unsigned' };
  const streaming = STREAMING.get(declared);
  if (streaming === undefined) return { kind: 'signed', sha256: declared };
  const { isSigned, hasTrailer } = streaming;
  if (!isSigned) return { kind: 'chunked', hasTrailer, signatures: undefined };
  const preamble = `${presented.timestamp}\n${scopeText(scope)}`;
  return {
    kind: 'chunked',
    hasTrailer,
    signatures: {
      seed: presented.signature,
      matches: (algorithm, previous, hashes, given) => {
        const text = `${algorithm}\n${preamble}\n${previous}\n${hashes}`;
        return sameSignature(given, signature(secretAccessKey, scope, text));
      },
    },
  };
}

function anonymousPayload(request: SignableRequest): S3Payload {
  const streaming = STREAMING.get(headerOf(request, 'x-amz-content-sha256') ?? '');
  if (streaming === undefined || streaming.isSigned) return { kind: 'unsigned' };
  return { kind: 'chunked', hasTrailer: streaming.hasTrailer, signatures: undefined };
}

const NO_BODY: Uint8Array = new Uint8Array(0);
