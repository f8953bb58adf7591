import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { deleteUpload, theUpload } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortMultipartUpload(call: S3Call, ports: S3Ports): S3Output {
  ports.store.transaction(() => deleteUpload(ports, theUpload(call, ports), []));
  return { status: 204 };
}
