import type { Bucket, ObjectAttributes, S3Object, S3Tag } from '@portico/store';
import { headerOf } from '@portico/wire';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, notImplemented, s3Error } from '../s3-error.ts';
import { checkTags } from './tags.ts';

type Header = readonly [name: string, value: string];

/** Headers that are kept as sent and told to readers; the names as S3 spells them. */
const KEPT = ['Cache-Control', 'Content-Disposition', 'Content-Encoding', 'Content-Language', 'Expires'];
const KEPT_BY_NAME: ReadonlyMap<string, string> = new Map(KEPT.map((name) => [name.toLowerCase(), name]));

const ENCRYPTION = [
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-bucket-key-enabled',
];

export const ENCRYPTION_ALGORITHMS: readonly string[] = ['AES256', 'aws:kms', 'aws:kms:dsse'];

const STORAGE_CLASSES: ReadonlySet<string> = new Set([
  'STANDARD',
  'REDUCED_REDUNDANCY',
  'STANDARD_IA',
  'ONEZONE_IA',
  'INTELLIGENT_TIERING',
  'GLACIER',
  'DEEP_ARCHIVE',
  'GLACIER_IR',
]);

const MAX_METADATA_BYTES = 2048;
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/**
 * What the writer of an object says about it. Throws for what is refused by S3 or not served by Portico.
 * @param tags from another source than the header
 */
export function readAttributes(
  call: S3Call,
  tags: readonly S3Tag[] | undefined = taggingHeader(call),
): ObjectAttributes {
  refuseUnserved(call);
  const headers: Header[] = [];
  const metadata: Header[] = [];
  let metadataBytes = 0;
  for (const [name, value] of call.headers) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-meta-')) {
      const key = lower.slice('x-amz-meta-'.length);
      metadataBytes += key.length + value.length;
      metadata.push([key, value]);
      continue;
    }
    const kept = KEPT_BY_NAME.get(lower);
    if (kept === undefined) continue;
    const said = lower === 'content-encoding' ? withoutChunks(value) : value;
    if (said !== '') headers.push([kept, said]);
  }
  if (metadataBytes > MAX_METADATA_BYTES) {
    throw s3Error('MetadataTooLarge', undefined, { Size: metadataBytes, MaxSizeAllowed: MAX_METADATA_BYTES });
  }
  const storageClass = headerOf(call, 'x-amz-storage-class');
  if (storageClass !== undefined && !STORAGE_CLASSES.has(storageClass)) throw s3Error('InvalidStorageClass');
  const contentType = headerOf(call, 'content-type');
  return {
    ...(contentType && { contentType }),
    headers,
    metadata,
    ...(tags !== undefined && tags.length > 0 && { tags }),
    ...(storageClass !== undefined && storageClass !== 'STANDARD' && { storageClass }),
    encryption: encryptionOf(call, call.bucket),
  };
}

/** What readers of the object are told, but for its length and checksum. */
export function objectHeaders(object: S3Object, query: ReadonlyMap<string, string>): readonly Header[] {
  const { attributes } = object;
  const headers = new Map<string, string>([['Content-Type', attributes.contentType ?? DEFAULT_CONTENT_TYPE]]);
  for (const [name, value] of attributes.headers) headers.set(name, value);
  for (const name of ['Content-Type', ...KEPT]) {
    const override = query.get(`response-${name.toLowerCase()}`);
    if (override !== undefined) headers.set(name, headerValue(override, name));
  }
  return [
    ['Last-Modified', new Date(object.lastModified).toUTCString()],
    ['ETag', `"${object.eTag}"`],
    ['Accept-Ranges', 'bytes'],
    ...headers,
    ...attributes.metadata.map(([name, value]): Header => [`x-amz-meta-${name}`, value]),
    ...attributes.encryption,
    ...(attributes.storageClass === undefined ? [] : [['x-amz-storage-class', attributes.storageClass] as const]),
    ...(attributes.tags === undefined ? [] : [['x-amz-tagging-count', String(attributes.tags.length)] as const]),
  ];
}

/** `response-*` parameters become headers: nothing in them may end one. */
function headerValue(text: string, name: string): string {
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(text)) {
    throw invalidArgument(
      'Header value contains characters that are not allowed',
      `response-${name.toLowerCase()}`,
      text,
    );
  }
  return Buffer.from(text).toString('latin1');
}

/** `aws-chunked` is how the body came, not what it is. */
function withoutChunks(contentEncoding: string): string {
  return contentEncoding
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding.toLowerCase() !== 'aws-chunked')
    .join(',');
}

function encryptionOf(call: S3Call, bucket: Bucket): readonly Header[] {
  const asked = ENCRYPTION.flatMap((name): Header[] => {
    const value = headerOf(call, name);
    return value === undefined ? [] : [[name, value]];
  });
  const algorithm = asked.find(([name]) => name === ENCRYPTION[0])?.[1];
  if (algorithm !== undefined && !ENCRYPTION_ALGORITHMS.includes(algorithm)) {
    throw invalidArgument(
      'The encryption method specified is not supported',
      'x-amz-server-side-encryption',
      algorithm,
    );
  }
  if (asked.length > 0) return asked;
  return [['x-amz-server-side-encryption', bucket.encryption?.sseAlgorithm ?? 'AES256']];
}

function taggingHeader(call: S3Call): readonly S3Tag[] | undefined {
  const header = headerOf(call, 'x-amz-tagging');
  if (header === undefined) return undefined;
  return checkTags(
    [...new URLSearchParams(header)].map(([key, value]) => ({ key, value })),
    10,
  );
}

function refuseUnserved(call: S3Call): void {
  for (const [name] of call.headers) {
    const lower = name.toLowerCase();
    if (lower.startsWith('x-amz-server-side-encryption-customer-'))
      throw notImplemented('encryption with customer keys');
    if (lower.startsWith('x-amz-object-lock-')) throw notImplemented('Object Lock');
    if (lower.startsWith('x-amz-grant-')) throw s3Error('AccessControlListNotSupported');
    if (lower === 'x-amz-website-redirect-location') throw notImplemented('redirects of websites');
    if (lower === 'x-amz-write-offset-bytes') throw notImplemented('appending to objects');
  }
  const acl = headerOf(call, 'x-amz-acl');
  if (acl !== undefined && acl !== 'private' && acl !== 'bucket-owner-full-control') {
    throw s3Error('AccessControlListNotSupported');
  }
}
