import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { checkWriteConditions } from './conditions.ts';
import { refuseVersion, removeObject } from './object-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html: what is not there is deleted too. */
export function deleteObject(call: S3Call, ports: S3Ports): S3Output {
  refuseVersion(call);
  const { bucket, key } = call;
  ports.store.transaction(() => {
    checkWriteConditions(call, ports.store.objects.get(bucket.name, key));
    removeObject(ports, bucket.name, key);
  });
  return { status: 204 };
}
