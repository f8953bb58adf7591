import type { MultipartUpload } from '@portico/store';
import { xmlElement, xmlText } from '@portico/wire';
import { ownerXml } from '../buckets/owner.ts';
import { listKeys } from '../listing/list-keys.ts';
import { commonPrefixXml, encodeOptional } from '../listing/list-objects.ts';
import { keyEncoder, readCount } from '../listing/paging.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { isoSeconds, s3Document } from '../s3-xml.ts';
import { uploadKey } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export function listMultipartUploads({ bucket, query }: S3Call, ports: S3Ports): S3Output {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const uploadIdMarker = query.get('upload-id-marker') ?? '';
  const max = readCount(query, 'max-uploads', 1000);
  const encode = keyEncoder(query);
  const page = listKeys(ports.store.uploads, bucket.name, {
    prefix,
    delimiter,
    max,
    after: startOf(keyMarker, uploadIdMarker),
  });
  const uploads = page.contents.map(({ document }) => document);
  const last = uploads.at(-1);
  return {
    xml: s3Document('ListMultipartUploadsResult', [
      xmlText('Bucket', bucket.name),
      xmlText('KeyMarker', encode(keyMarker)),
      xmlText('UploadIdMarker', uploadIdMarker),
      ...(page.next === undefined ? [] : nextMarkers(page.next, last, encode)),
      xmlText('Prefix', encode(prefix)),
      xmlText('Delimiter', encodeOptional(encode, query.get('delimiter'))),
      xmlText('EncodingType', query.get('encoding-type')),
      xmlText('MaxUploads', max),
      xmlText('IsTruncated', page.next !== undefined),
      ...uploads.map((upload) => uploadXml(upload, encode, bucket.accountId)),
      ...page.commonPrefixes.map((each) => commonPrefixXml(each, encode)),
    ]),
  };
}

/** Behind one upload of the key, or behind all of them; a key marker that ends a common prefix leaves that out. */
function startOf(keyMarker: string, uploadIdMarker: string): string {
  if (keyMarker === '') return '';
  if (uploadIdMarker !== '') return uploadKey(keyMarker, uploadIdMarker);
  return keyMarker.endsWith('/') ? keyMarker : `${keyMarker}\u0001`;
}

function nextMarkers(
  next: string,
  last: MultipartUpload | undefined,
  encode: (text: string) => string,
): readonly string[] {
  const isUpload = last !== undefined && next === uploadKey(last.key, last.uploadId);
  return isUpload
    ? [xmlText('NextKeyMarker', encode(last.key)), xmlText('NextUploadIdMarker', last.uploadId)]
    : [xmlText('NextKeyMarker', encode(next))];
}

function uploadXml(upload: MultipartUpload, encode: (text: string) => string, accountId: string): string {
  return xmlElement('Upload', [
    xmlText('Key', encode(upload.key)),
    xmlText('UploadId', upload.uploadId),
    ownerXml(accountId, 'Initiator'),
    ownerXml(accountId),
    xmlText('StorageClass', upload.attributes.storageClass ?? 'STANDARD'),
    xmlText('Initiated', isoSeconds(upload.initiated)),
    xmlText('ChecksumAlgorithm', upload.checksumAlgorithm),
    xmlText('ChecksumType', upload.checksumType),
  ]);
}
