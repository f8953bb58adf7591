import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { deleteUpload } from '../uploads/upload-documents.ts';
import { removeBucket } from './bucket-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html. Uploads that are not complete go with it. */
export function deleteBucket({ bucket }: S3Call, ports: S3Ports): S3Output {
  const { store } = ports;
  store.transaction(() => {
    if (store.objects.list(bucket.name, { limit: 1 }).length > 0) throw s3Error('BucketNotEmpty');
    for (const { document } of store.uploads.list(bucket.name, { limit: Number.MAX_SAFE_INTEGER })) {
      deleteUpload(ports, document, []);
    }
    removeBucket(ports, bucket.name);
  });
  return { status: 204 };
}
