import type { S3Object } from '@portico/store';
import { headerOf } from '@portico/wire';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, notImplemented, s3Error } from '../s3-error.ts';

/**
 * Conditions of a read (RFC 9110, section 13.2.2): an entity tag that matches wins over a date.
 * @returns whether the reader has it already (304)
 */
export function checkReadConditions(call: S3Call, object: S3Object): boolean {
  const ifMatch = headerOf(call, 'if-match');
  const ifUnmodifiedSince = dateOf(headerOf(call, 'if-unmodified-since'));
  const ifNoneMatch = headerOf(call, 'if-none-match');
  const ifModifiedSince = dateOf(headerOf(call, 'if-modified-since'));
  const modified = Math.floor(object.lastModified / 1000) * 1000;
  if (ifMatch !== undefined) {
    if (!matches(ifMatch, object)) throw failed('If-Match');
  } else if (ifUnmodifiedSince !== undefined && modified > ifUnmodifiedSince) {
    throw failed('If-Unmodified-Since');
  }
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, object);
  return ifModifiedSince !== undefined && modified <= ifModifiedSince;
}

/** The same of the source of a copy, where nothing is ever "had already". */
export function checkCopyConditions(call: S3Call, source: S3Object): void {
  const prefix = 'x-amz-copy-source-';
  const headers = call.headers
    .filter(([name]) => name.toLowerCase().startsWith(`${prefix}if-`))
    .map(([name, value]) => [name.slice(prefix.length), value] as const);
  if (!checkReadConditions({ ...call, headers }, source)) return;
  throw failed(
    headers.some(([name]) => name.toLowerCase() === 'if-none-match') ? 'If-None-Match' : 'If-Modified-Since',
  );
}

/**
 * Conditions of a write on what is there now (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html).
 * Throws PreconditionFailed, and NoSuchKey for If-Match without an object.
 */
export function checkWriteConditions(call: S3Call, existing: S3Object | undefined): void {
  const ifMatch = headerOf(call, 'if-match');
  const ifNoneMatch = headerOf(call, 'if-none-match');
  if (ifNoneMatch !== undefined && ifNoneMatch !== '*') throw notImplemented('If-None-Match of anything but *');
  if (ifNoneMatch !== undefined && existing !== undefined) throw failed('If-None-Match');
  if (ifMatch === undefined) return;
  if (existing === undefined) throw s3Error('NoSuchKey', undefined, { Key: call.key });
  if (!matches(ifMatch, existing)) throw failed('If-Match');
}

/** Whether a list of entity tags names the object's; `*` names every one. */
export function matches(list: string, { eTag }: Pick<S3Object, 'eTag'>): boolean {
  return list
    .split(',')
    .map((each) =>
      each
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((each) => each === '*' || each === eTag);
}

function failed(condition: string): Error {
  return s3Error('PreconditionFailed', undefined, { Condition: condition });
}

/** A date that is none does not count. */
function dateOf(header: string | undefined): number | undefined {
  const millis = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(millis) ? undefined : millis;
}

/** The entity tag that a request quotes, without its quotation marks. */
export function plainETag(text: string): string {
  const plain = text.trim().replace(/^"(.*)"$/, '$1');
  if (plain === '') throw invalidArgument('An entity tag is missing', 'ETag', text);
  return plain;
}
