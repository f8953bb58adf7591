import type { ObjectAttributes, S3Object } from '@portico/store';
import { authorizeS3 } from '../authorize-s3.ts';
import { theBucket } from '../buckets/bucket-documents.ts';
import type { ReceivedContent } from '../content/receive-content.ts';
import { headerName, receiveContent } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { checkWriteConditions } from './conditions.ts';
import { replaceObject } from './object-documents.ts';
import { readAttributes } from './object-headers.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html */
export async function putObject(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const { bucket, key } = call;
  const attributes = readAttributes(call);
  if (attributes.tags !== undefined) authorizeS3(ports, call.caller, bucket, key, 's3:PutObjectTagging');
  checkWriteConditions(call, ports.store.objects.get(bucket.name, key));
  const object = storeObject(call, ports, await receiveContent(call, ports), attributes);
  return { headers: [['ETag', `"${object.eTag}"`], ...writtenHeaders(object)] };
}

/** Content as the object of the call, unless others have written, or deleted the bucket, while it came in: then it is let go. */
export function storeObject(
  call: S3Call,
  ports: S3Ports,
  { file, md5, checksum }: ReceivedContent,
  attributes: ObjectAttributes,
): S3Object {
  const { bucket, key } = call;
  const { store, files } = ports;
  const object: S3Object = {
    files: [file],
    size: file.size,
    eTag: md5,
    lastModified: ports.now(),
    attributes,
    ...(checksum !== undefined && { checksum }),
  };
  try {
    store.transaction(() => {
      theBucket(ports, bucket.name);
      checkWriteConditions(call, store.objects.get(bucket.name, key));
      replaceObject(ports, bucket.name, key, object);
    });
  } catch (error) {
    files.discard([file]);
    throw error;
  }
  return object;
}

/** What the writer of an object is told, apart from its entity tag. */
export function writtenHeaders({
  attributes,
  checksum,
}: Pick<S3Object, 'attributes' | 'checksum'>): readonly [string, string][] {
  const headers = attributes.encryption.map(([name, value]): [string, string] => [name, value]);
  if (checksum !== undefined) {
    headers.push([headerName(checksum.algorithm), checksum.value], ['x-amz-checksum-type', checksum.type]);
  }
  return headers;
}
