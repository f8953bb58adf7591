import { createHash } from 'node:crypto';
import type { Checksum, MultipartUpload, S3Object, UploadedPart } from '@portico/store';
import type { XmlElement } from '@portico/wire';
import { headerOf, parseXml, xmlChildText, xmlText } from '@portico/wire';
import { theBucket } from '../buckets/bucket-documents.ts';
import { combineCrcs, compositeChecksum } from '../checksums/combine-checksums.ts';
import { headerName } from '../content/receive-content.ts';
import { checkWriteConditions, plainETag } from '../objects/conditions.ts';
import { replaceObject } from '../objects/object-documents.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';
import { deleteUpload, partsOf, theUpload } from './upload-documents.ts';

const MIN_PART_BYTES = 5 * 1024 * 1024;
const MAX_PARTS = 10_000;
const MAX_DOCUMENT_BYTES = 8 * 1024 * 1024;

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html. The object takes the files of its parts over:
 * nothing is copied.
 */
export async function completeMultipartUpload(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const { bucket, key } = call;
  const { store } = ports;
  theUpload(call, ports);
  const wanted = wantedParts(parseXml(await readDocument(call, MAX_DOCUMENT_BYTES)));
  const object = store.transaction(() => {
    theBucket(ports, bucket.name);
    const upload = theUpload(call, ports);
    const parts = chooseParts(wanted, partsOf(ports, upload), upload);
    const completed = assembled(parts, upload, ports.now());
    checkSize(call, completed);
    checkChecksum(call, upload, completed);
    checkWriteConditions(call, store.objects.get(bucket.name, key));
    deleteUpload(ports, upload, parts);
    replaceObject(ports, bucket.name, key, completed);
    return completed;
  });
  return {
    headers: object.attributes.encryption,
    xml: s3Document('CompleteMultipartUploadResult', [
      xmlText('Location', `http://${headerOf(call, 'host') ?? 'localhost'}/${bucket.name}/${encodeURIComponent(key)}`),
      xmlText('Bucket', bucket.name),
      xmlText('Key', key),
      xmlText('ETag', `"${object.eTag}"`),
      object.checksum === undefined ? '' : xmlText(`Checksum${object.checksum.algorithm}`, object.checksum.value),
      xmlText('ChecksumType', object.checksum?.type),
    ]),
  };
}

interface WantedPart {
  readonly partNumber: number;
  readonly eTag: string;
  readonly element: XmlElement;
}

function wantedParts(root: XmlElement): readonly WantedPart[] {
  const parts = root.children.filter(({ name }) => name === 'Part');
  if (root.name !== 'CompleteMultipartUpload' || parts.length === 0 || parts.length > MAX_PARTS) {
    throw s3Error('MalformedXML');
  }
  let last = 0;
  return parts.map((element) => {
    const text = xmlChildText(element, 'PartNumber')?.trim() ?? '';
    const eTag = xmlChildText(element, 'ETag');
    const partNumber = Number(text);
    if (!/^\d{1,5}$/.test(text) || eTag === undefined) throw s3Error('MalformedXML');
    if (partNumber <= last) throw s3Error('InvalidPartOrder');
    last = partNumber;
    return { partNumber, eTag: plainETag(eTag), element };
  });
}

function chooseParts(
  wanted: readonly WantedPart[],
  uploaded: readonly UploadedPart[],
  upload: MultipartUpload,
): readonly UploadedPart[] {
  const byNumber = new Map(uploaded.map((part) => [part.partNumber, part]));
  return wanted.map(({ partNumber, eTag, element }, index) => {
    const part = byNumber.get(partNumber);
    const extra = { UploadId: upload.uploadId, PartNumber: partNumber, ETag: eTag };
    if (part === undefined || part.eTag !== eTag || !hasChecksum(part, element)) {
      throw s3Error('InvalidPart', undefined, extra);
    }
    if (index < wanted.length - 1 && part.file.size < MIN_PART_BYTES) {
      throw s3Error('EntityTooSmall', undefined, {
        ProposedSize: part.file.size,
        MinSizeAllowed: MIN_PART_BYTES,
        PartNumber: partNumber,
        ETag: eTag,
      });
    }
    return part;
  });
}

/** Whether the part's checksum is the one that the request names, if it names one. */
function hasChecksum({ checksum }: UploadedPart, element: XmlElement): boolean {
  return element.children
    .filter(({ name }) => name.startsWith('Checksum'))
    .every(
      ({ name, text }) => checksum === undefined || name !== `Checksum${checksum.algorithm}` || text === checksum.value,
    );
}

function assembled(parts: readonly UploadedPart[], upload: MultipartUpload, now: number): S3Object {
  const md5 = createHash('md5');
  for (const { eTag } of parts) md5.update(Buffer.from(eTag, 'hex'));
  const checksum = checksumOf(parts, upload);
  return {
    files: parts.map(({ file }) => file),
    size: parts.reduce((sum, { file }) => sum + file.size, 0),
    eTag: `${md5.digest('hex')}-${parts.length}`,
    lastModified: now,
    attributes: upload.attributes,
    ...(checksum !== undefined && { checksum }),
    partsCount: parts.length,
  };
}

function checksumOf(
  parts: readonly UploadedPart[],
  { checksumAlgorithm: algorithm, checksumType: type }: MultipartUpload,
): Checksum | undefined {
  if (algorithm === undefined || type === undefined) return undefined;
  const each = parts.map(({ checksum, file }) => ({ value: checksum?.value ?? '', size: file.size }));
  if (type === 'COMPOSITE') return { algorithm, type, value: compositeChecksum(algorithm, each) };
  if (algorithm === 'SHA1' || algorithm === 'SHA256') return undefined;
  return { algorithm, type, value: combineCrcs(algorithm, each) };
}

function checkSize(call: S3Call, { size }: S3Object): void {
  const expected = headerOf(call, 'x-amz-mp-object-size');
  if (expected === undefined || Number(expected) === size) return;
  throw s3Error(
    'InvalidRequest',
    `The provided 'x-amz-mp-object-size' header value ${expected} does not match what was computed: ${size}`,
  );
}

/** The checksum of the whole that the request carries: with the number of parts when it is a composite one, or without. */
function checkChecksum(call: S3Call, { checksumAlgorithm: algorithm }: MultipartUpload, { checksum }: S3Object): void {
  if (algorithm === undefined || checksum === undefined) return;
  const expected = headerOf(call, headerName(algorithm));
  if (expected === undefined || expected === checksum.value) return;
  if (checksum.type === 'COMPOSITE' && expected === checksum.value.split('-')[0]) return;
  throw s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}
