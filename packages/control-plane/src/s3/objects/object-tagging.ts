import type { ObjectAttributes, S3Tag } from '@portico/store';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { theObject } from './object-documents.ts';
import { parseTagging, taggingXml } from './tags.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html */
export function getObjectTagging(call: S3Call, ports: S3Ports): S3Output {
  return { xml: taggingXml(theObject(call, ports).attributes.tags ?? []) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectTagging.html */
export async function putObjectTagging(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const tags = parseTagging(await readDocument(call, MAX_DOCUMENT_BYTES), 10);
  setTags(call, ports, tags);
  return {};
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjectTagging.html */
export function deleteObjectTagging(call: S3Call, ports: S3Ports): S3Output {
  setTags(call, ports, []);
  return { status: 204 };
}

function setTags(call: S3Call, ports: S3Ports, tags: readonly S3Tag[]): void {
  const object = theObject(call, ports);
  const { tags: _, ...others } = object.attributes;
  const attributes: ObjectAttributes = tags.length === 0 ? others : { ...others, tags };
  ports.store.objects.put(call.bucket.name, call.key, { ...object, attributes });
}
