import type { MultipartUpload, UploadedPart } from '@portico/store';
import type { S3Ports } from '../ports.ts';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-error.ts';

const MAX_PART_NUMBER = 10_000;

/** Throws NoSuchUpload for an upload that is not of this bucket and key. */
export function theUpload({ bucket, key, query }: S3Call, { store }: S3Ports): MultipartUpload {
  const uploadId = query.get('uploadId') ?? '';
  const upload = store.uploads.get(bucket.name, uploadKey(key, uploadId));
  if (upload === undefined) throw s3Error('NoSuchUpload', undefined, { UploadId: uploadId });
  return upload;
}

/** Uploads of a bucket are listed by key. */
export function uploadKey(key: string, uploadId: string): string {
  return `${key}\u0000${uploadId}`;
}

/** In the order of their numbers. */
export function partsOf({ store }: S3Ports, { uploadId }: MultipartUpload): readonly UploadedPart[] {
  return store.parts.list(uploadId, { limit: MAX_PART_NUMBER }).map(({ document }) => document);
}

export function partKey(partNumber: number): string {
  return String(partNumber).padStart(5, '0');
}

/** Throws InvalidArgument. */
export function readPartNumber(call: S3Call): number {
  const text = call.query.get('partNumber') ?? '';
  const partNumber = Number(text);
  if (/^\d{1,5}$/.test(text) && partNumber >= 1 && partNumber <= MAX_PART_NUMBER) return partNumber;
  throw invalidArgument('Part number must be an integer between 1 and 10000, inclusive', 'partNumber', text);
}

/** Puts a part whose file is loose, in place of an earlier one. To be called in a transaction. */
export function replacePart({ store, files }: S3Ports, { uploadId }: MultipartUpload, part: UploadedPart): void {
  const before = store.parts.get(uploadId, partKey(part.partNumber));
  files.keep([part.file]);
  store.parts.put(uploadId, partKey(part.partNumber), part);
  if (before !== undefined) files.release([before.file]);
}

/**
 * Ends an upload. To be called in a transaction.
 * @param kept its parts that an object has taken over
 */
export function deleteUpload(ports: S3Ports, upload: MultipartUpload, kept: readonly UploadedPart[]): void {
  const { store, files } = ports;
  const taken = new Set(kept.map(({ partNumber }) => partNumber));
  for (const part of partsOf(ports, upload)) {
    store.parts.delete(upload.uploadId, partKey(part.partNumber));
    if (!taken.has(part.partNumber)) files.release([part.file]);
  }
  store.uploads.delete(upload.bucket, uploadKey(upload.key, upload.uploadId));
}
