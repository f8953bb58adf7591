import { queryParameters, splitTarget } from '@portico/wire';
import { s3Error } from './s3-error.ts';

/** What a request to S3 is about. */
export interface S3Address {
  /** Empty: the service. */
  readonly bucketName: string;
  /** Empty: the bucket. */
  readonly key: string;
  /** First values by name. */
  readonly query: ReadonlyMap<string, string>;
  /** Where Host names the bucket. */
  readonly bucketOfHost: string | undefined;
}

/** `bucket.s3.localhost`, `bucket.s3.eu-west-1.localhost`, and the names under which real S3 is reached. */
const BUCKET_HOST =
  /^(.+)\.s3(?:\.dualstack)?(?:\.[a-z0-9-]+)?\.(?:localhost|localhost\.localstack\.cloud|amazonaws\.com(?:\.cn)?)$/;

const MAX_KEY_BYTES = 1024;

/**
 * Bucket and key, from the path (`/bucket/key`) or from Host and path. A key is whatever its escapes decode to: nothing in it is
 * normalised. Throws InvalidURI for what is no UTF-8, KeyTooLongError.
 */
export function s3Address(rawTarget: string, host: string | undefined): S3Address {
  const { path, query } = splitTarget(rawTarget);
  const hostName = (host ?? '').toLowerCase().replace(/:\d+$/, '');
  const bucketOfHost = BUCKET_HOST.exec(hostName)?.[1];
  const rest = path.startsWith('/') ? path.slice(1) : path;
  const slash = rest.indexOf('/');
  const bucketName = bucketOfHost ?? decode(slash < 0 ? rest : rest.slice(0, slash));
  const key = decode(bucketOfHost !== undefined ? rest : slash < 0 ? '' : rest.slice(slash + 1));
  const keyBytes = Buffer.byteLength(key);
  if (keyBytes > MAX_KEY_BYTES) {
    throw s3Error('KeyTooLongError', undefined, { Size: keyBytes, MaxSizeAllowed: MAX_KEY_BYTES });
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of queryParameters(query)) {
    const text = utf8(name);
    if (!parameters.has(text)) parameters.set(text, utf8(value));
  }
  return { bucketName, key, query: parameters, bucketOfHost };
}

/** A path as text. */
function decode(path: string): string {
  return utf8(path.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))));
}

/** @param octets one character each */
function utf8(octets: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(octets, 'latin1'));
  } catch {
    throw s3Error('InvalidURI', undefined, { URI: encodeURI(octets) });
  }
}

/** `/bucket/key?versionId=null` or `bucket/key`, as `x-amz-copy-source` has it. */
export function copySource(value: string): { readonly bucketName: string; readonly key: string } | undefined {
  const [path = ''] = value.split('?versionId=null');
  if (path.includes('?versionId=')) return undefined;
  const decoded = decode(path.startsWith('/') ? path.slice(1) : path);
  const slash = decoded.indexOf('/');
  if (slash < 1 || slash === decoded.length - 1) return undefined;
  return { bucketName: decoded.slice(0, slash), key: decoded.slice(slash + 1) };
}
