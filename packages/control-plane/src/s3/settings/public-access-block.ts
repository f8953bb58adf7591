import { parseXml, xmlChildText, xmlText } from '@portico/wire';
import { putBucket } from '../buckets/bucket-documents.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export function getPublicAccessBlock({ bucket }: S3Call): S3Output {
  const block = bucket.publicAccessBlock;
  if (block === undefined) throw s3Error('NoSuchPublicAccessBlockConfiguration');
  return {
    xml: s3Document('PublicAccessBlockConfiguration', [
      xmlText('BlockPublicAcls', block.blockPublicAcls),
      xmlText('IgnorePublicAcls', block.ignorePublicAcls),
      xmlText('BlockPublicPolicy', block.blockPublicPolicy),
      xmlText('RestrictPublicBuckets', block.restrictPublicBuckets),
    ]),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export async function putPublicAccessBlock(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const root = parseXml(await readDocument(call, MAX_DOCUMENT_BYTES));
  if (root.name !== 'PublicAccessBlockConfiguration') throw s3Error('MalformedXML');
  const isOn = (name: string): boolean => xmlChildText(root, name)?.trim().toLowerCase() === 'true';
  putBucket(ports, {
    ...call.bucket,
    publicAccessBlock: {
      blockPublicAcls: isOn('BlockPublicAcls'),
      ignorePublicAcls: isOn('IgnorePublicAcls'),
      blockPublicPolicy: isOn('BlockPublicPolicy'),
      restrictPublicBuckets: isOn('RestrictPublicBuckets'),
    },
  });
  return {};
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export function deletePublicAccessBlock({ bucket }: S3Call, ports: S3Ports): S3Output {
  const { publicAccessBlock: _, ...rest } = bucket;
  putBucket(ports, rest);
  return { status: 204 };
}
