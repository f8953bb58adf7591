import { randomBytes } from 'node:crypto';
import type { Checksum, ChecksumAlgorithm } from '@portico/store';
import { headerOf, xmlText } from '@portico/wire';
import { authorizeS3 } from '../authorize-s3.ts';
import { namedAlgorithm } from '../content/receive-content.ts';
import { readAttributes } from '../objects/object-headers.ts';
import { writtenHeaders } from '../objects/put-object.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';
import { uploadKey } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload(call: S3Call, ports: S3Ports): S3Output {
  const { bucket, key } = call;
  const attributes = readAttributes(call);
  if (attributes.tags !== undefined) authorizeS3(ports, call.caller, bucket, key, 's3:PutObjectTagging');
  const checksumAlgorithm = namedAlgorithm(call, 'x-amz-checksum-algorithm');
  const checksumType = typeOf(call, checksumAlgorithm);
  const uploadId = randomBytes(48).toString('base64url');
  ports.store.uploads.put(bucket.name, uploadKey(key, uploadId), {
    uploadId,
    bucket: bucket.name,
    key,
    initiated: ports.now(),
    initiator: call.caller.arn,
    attributes,
    ...(checksumAlgorithm !== undefined && { checksumAlgorithm }),
    ...(checksumType !== undefined && { checksumType }),
  });
  return {
    headers: [
      ...writtenHeaders({ attributes }),
      ...(checksumAlgorithm === undefined ? [] : [['x-amz-checksum-algorithm', checksumAlgorithm] as const]),
      ...(checksumType === undefined ? [] : [['x-amz-checksum-type', checksumType] as const]),
    ],
    xml: s3Document('InitiateMultipartUploadResult', [
      xmlText('Bucket', bucket.name),
      xmlText('Key', key),
      xmlText('UploadId', uploadId),
    ]),
  };
}

/** Which types an algorithm has: https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function typeOf(call: S3Call, algorithm: ChecksumAlgorithm | undefined): Checksum['type'] | undefined {
  const header = headerOf(call, 'x-amz-checksum-type')?.toUpperCase();
  if (header !== undefined && header !== 'FULL_OBJECT' && header !== 'COMPOSITE') {
    throw s3Error('InvalidRequest', `Value for x-amz-checksum-type header is invalid.`);
  }
  if (algorithm === undefined) {
    if (header === undefined) return undefined;
    throw s3Error(
      'InvalidRequest',
      'The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.',
    );
  }
  const type = header ?? (algorithm === 'CRC64NVME' ? 'FULL_OBJECT' : 'COMPOSITE');
  const fits = type === 'FULL_OBJECT' ? !algorithm.startsWith('SHA') : algorithm !== 'CRC64NVME';
  if (fits) return type;
  throw s3Error(
    'InvalidRequest',
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
