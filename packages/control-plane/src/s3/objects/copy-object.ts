import type { ObjectAttributes, S3Object } from '@portico/store';
import { headerOf, xmlText } from '@portico/wire';
import { copyContent } from '../content/copy-content.ts';
import { namedAlgorithm } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-error.ts';
import { isoSeconds, s3Document } from '../s3-xml.ts';
import { checkWriteConditions } from './conditions.ts';
import type { CopySource } from './copy-source.ts';
import { readCopySource } from './copy-source.ts';
import { readAttributes } from './object-headers.ts';
import { storeObject, writtenHeaders } from './put-object.ts';

const MAX_COPY_BYTES = 5 * 1024 ** 3;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html. The copy is one piece, whatever its source was. */
export async function copyObject(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const { bucket, key } = call;
  const source = readCopySource(call, ports);
  if (source.object.size > MAX_COPY_BYTES) {
    throw s3Error(
      'InvalidRequest',
      `The specified copy source is larger than the maximum allowable size for a copy source: ${MAX_COPY_BYTES}`,
    );
  }
  const attributes = copiedAttributes(call, source);
  checkWriteConditions(call, ports.store.objects.get(bucket.name, key));

  const algorithm = namedAlgorithm(call, 'x-amz-checksum-algorithm') ?? source.object.checksum?.algorithm;
  const content = await copyContent(ports, source.object, { from: 0, to: source.object.size }, algorithm);
  const object = storeObject(call, ports, content, attributes);
  return { headers: writtenHeaders({ attributes }), xml: s3Document('CopyObjectResult', copiedXml(object)) };
}

/** What a copy's answer says about it. */
export function copiedXml({
  eTag,
  lastModified,
  checksum,
}: Pick<S3Object, 'eTag' | 'lastModified' | 'checksum'>): readonly string[] {
  return [
    xmlText('LastModified', isoSeconds(lastModified)),
    xmlText('ETag', `"${eTag}"`),
    checksum === undefined ? '' : xmlText(`Checksum${checksum.algorithm}`, checksum.value),
    xmlText('ChecksumType', checksum?.type),
  ];
}

function copiedAttributes(call: S3Call, { bucketName, key, object }: CopySource): ObjectAttributes {
  const replacesMetadata = directive(call, 'x-amz-metadata-directive') === 'REPLACE';
  const replacesTags = directive(call, 'x-amz-tagging-directive') === 'REPLACE';
  const own = readAttributes(call, replacesTags ? undefined : (object.attributes.tags ?? []));
  const changes =
    replacesMetadata ||
    own.storageClass !== object.attributes.storageClass ||
    headerOf(call, 'x-amz-server-side-encryption') !== undefined;
  if (bucketName === call.bucket.name && key === call.key && !changes) {
    throw s3Error(
      'InvalidRequest',
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  if (replacesMetadata) return own;
  const { contentType, headers, metadata } = object.attributes;
  return { ...withoutContentType(own), ...(contentType !== undefined && { contentType }), headers, metadata };
}

function withoutContentType({ contentType: _, ...attributes }: ObjectAttributes): ObjectAttributes {
  return attributes;
}

function directive(call: S3Call, name: string): 'COPY' | 'REPLACE' {
  const value = headerOf(call, name) ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  throw invalidArgument(`Unknown ${name.includes('tagging') ? 'tagging' : 'metadata'} directive.`, name, value);
}
