import type { MultipartUpload, UploadedPart } from '@portico/store';
import { headerName, receiveContent } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { readPartNumber, replacePart, theUpload } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const partNumber = readPartNumber(call);
  const upload = theUpload(call, ports);
  const { file, md5, checksum } = await receiveContent(call, ports, upload.checksumAlgorithm);
  if (upload.checksumAlgorithm !== undefined && checksum?.algorithm !== upload.checksumAlgorithm) {
    ports.files.discard([file]);
    throw s3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksumAlgorithm.toLowerCase()}, actual checksum Type: ${checksum?.algorithm.toLowerCase()}`,
    );
  }
  const part: UploadedPart = {
    partNumber,
    file,
    eTag: md5,
    lastModified: ports.now(),
    ...(checksum !== undefined && { checksum }),
  };
  addPart(call, ports, upload, part);
  const headers: [string, string][] = [['ETag', `"${md5}"`], ...encryptionOf(upload)];
  if (checksum !== undefined) headers.push([headerName(checksum.algorithm), checksum.value]);
  return { headers };
}

/** Throws NoSuchUpload, and lets the part's file go, when the upload has ended meanwhile. */
export function addPart(call: S3Call, ports: S3Ports, upload: MultipartUpload, part: UploadedPart): void {
  try {
    ports.store.transaction(() => {
      theUpload(call, ports);
      replacePart(ports, upload, part);
    });
  } catch (error) {
    ports.files.discard([part.file]);
    throw error;
  }
}

export function encryptionOf({ attributes }: MultipartUpload): [string, string][] {
  return attributes.encryption.map(([name, value]) => [name, value]);
}
