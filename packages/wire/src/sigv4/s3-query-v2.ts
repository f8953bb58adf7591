import { createHmac } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import type { SignableRequest } from './canonical-request.ts';
import { canonicalHeader, queryParameters, splitTarget } from './canonical-request.ts';
import { sameOctets } from './same-secret.ts';
import { isoSeconds } from './timestamp.ts';

/** The parameters of a URL that was presigned with Signature Version 2. */
export interface QueryV2 {
  readonly accessKeyId: string;
  /** Base64. */
  readonly signature: string;
  /** Epoch seconds, as text. */
  readonly expires: string;
  readonly sessionToken: string | undefined;
}

/** `aws s3 presign` of AWS CLI version 1 makes such URLs. Undefined: the query has none of it. */
export function queryV2(rawTarget: string): QueryV2 | undefined {
  const found = new Map(queryParameters(splitTarget(rawTarget).query));
  const accessKeyId = found.get('AWSAccessKeyId');
  if (accessKeyId === undefined) return undefined;
  return {
    accessKeyId,
    signature: found.get('Signature') ?? '',
    expires: found.get('Expires') ?? '',
    sessionToken: found.get('x-amz-security-token'),
  };
}

/** Parameters that name what is asked for, and so are signed. */
const SIGNED: ReadonlySet<string> = new Set([
  ...[
    'accelerate',
    'acl',
    'analytics',
    'cors',
    'delete',
    'encryption',
    'inventory',
    'lifecycle',
    'location',
    'logging',
  ],
  ...['metrics', 'notification', 'object-lock', 'partNumber', 'policy', 'replication', 'requestPayment', 'restore'],
  ...['select', 'select-type', 'storageClass', 'tagging', 'torrent', 'uploadId', 'uploads', 'versionId', 'versioning'],
  ...['versions', 'website', 'response-cache-control', 'response-content-disposition', 'response-content-encoding'],
  ...['response-content-language', 'response-content-type', 'response-expires'],
]);

/**
 * Whether a presigned URL is valid now and signed with the key
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/RESTAuthentication.html). Throws AccessDenied, SignatureDoesNotMatch.
 * @param bucketOfHost where Host names the bucket
 */
export function checkQueryV2(
  request: SignableRequest,
  presented: QueryV2,
  secretAccessKey: string,
  bucketOfHost: string | undefined,
  now: number,
): void {
  const expires = Number(presented.expires);
  if (!/^\d{1,11}$/.test(presented.expires)) {
    throw new AwsError('AccessDenied', 403, `Invalid date (should be seconds since epoch): ${presented.expires}`);
  }
  const text = stringToSign(request, presented, bucketOfHost);
  const expected = createHmac('sha1', secretAccessKey).update(Buffer.from(text, 'latin1')).digest();
  if (!sameOctets(Buffer.from(presented.signature, 'base64'), expected)) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      403,
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      { extra: { AWSAccessKeyId: presented.accessKeyId, StringToSign: text, SignatureProvided: presented.signature } },
    );
  }
  if (expires * 1000 >= now) return;
  throw new AwsError('AccessDenied', 403, 'Request has expired', {
    extra: { Expires: isoSeconds(expires * 1000), ServerTime: isoSeconds(now) },
  });
}

function stringToSign(request: SignableRequest, presented: QueryV2, bucketOfHost: string | undefined): string {
  const { path, query } = splitTarget(request.rawTarget);
  const names = new Set(
    request.headers.map(([name]) => name.toLowerCase()).filter((name) => name.startsWith('x-amz-')),
  );
  const amzHeaders = new Map([...names].map((name) => [name, canonicalHeader(request, name)]));
  if (presented.sessionToken !== undefined) amzHeaders.set('x-amz-security-token', presented.sessionToken);
  const parameters = [...queryParameters(query)]
    .filter(([name]) => SIGNED.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  const resource = (bucketOfHost === undefined ? '' : `/${bucketOfHost}`) + path;
  return [
    request.method,
    canonicalHeader(request, 'content-md5'),
    canonicalHeader(request, 'content-type'),
    presented.expires,
    ...[...amzHeaders].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}:${value}`),
    resource + (parameters.length === 0 ? '' : `?${parameters.join('&')}`),
  ].join('\n');
}
