import { parseXml, xmlChild, xmlChildText, xmlElement, xmlText } from '@portico/wire';
import { putBucket } from '../buckets/bucket-documents.ts';
import { DEFAULT_ENCRYPTION } from '../buckets/create-bucket.ts';
import { ENCRYPTION_ALGORITHMS } from '../objects/object-headers.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { readDocument } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';

const MAX_DOCUMENT_BYTES = 64 * 1024;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export function getBucketEncryption({ bucket }: S3Call): S3Output {
  const { sseAlgorithm, kmsMasterKeyId, bucketKeyEnabled } = bucket.encryption ?? DEFAULT_ENCRYPTION;
  const byDefault = xmlElement('ApplyServerSideEncryptionByDefault', [
    xmlText('SSEAlgorithm', sseAlgorithm),
    xmlText('KMSMasterKeyID', kmsMasterKeyId),
  ]);
  return {
    xml: s3Document(
      'ServerSideEncryptionConfiguration',
      xmlElement('Rule', [byDefault, xmlText('BucketKeyEnabled', bucketKeyEnabled)]),
    ),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html: told to readers, the files are not encrypted. */
export async function putBucketEncryption(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const root = parseXml(await readDocument(call, MAX_DOCUMENT_BYTES));
  const rule = xmlChild(root, 'Rule');
  const byDefault = rule && xmlChild(rule, 'ApplyServerSideEncryptionByDefault');
  if (root.name !== 'ServerSideEncryptionConfiguration' || rule === undefined) throw s3Error('MalformedXML');
  const sseAlgorithm = byDefault && xmlChildText(byDefault, 'SSEAlgorithm');
  if (sseAlgorithm === undefined || !ENCRYPTION_ALGORITHMS.includes(sseAlgorithm)) {
    throw s3Error('MalformedXML');
  }
  const kmsMasterKeyId = byDefault && xmlChildText(byDefault, 'KMSMasterKeyID');
  if (kmsMasterKeyId && sseAlgorithm === 'AES256') {
    throw s3Error(
      'InvalidArgument',
      'a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse',
      {
        ArgumentName: 'ApplyServerSideEncryptionByDefault',
      },
    );
  }
  putBucket(ports, {
    ...call.bucket,
    encryption: {
      sseAlgorithm,
      ...(kmsMasterKeyId && { kmsMasterKeyId }),
      bucketKeyEnabled: xmlChildText(rule, 'BucketKeyEnabled')?.trim() === 'true',
    },
  });
  return {};
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html: back to the default. */
export function deleteBucketEncryption({ bucket }: S3Call, ports: S3Ports): S3Output {
  putBucket(ports, { ...bucket, encryption: DEFAULT_ENCRYPTION });
  return { status: 204 };
}
