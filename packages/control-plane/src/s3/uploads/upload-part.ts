import type { MultipartUpload, UploadedPart } from '@portico/store';
import type { ReceivedContent } from '../content/receive-content.ts';
import { headerName, receiveContent } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { readPartNumber, replacePart, theUpload } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export async function uploadPart(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const partNumber = readPartNumber(call);
  const upload = theUpload(call, ports);
  const content = await receiveContent(call, ports, upload.checksumAlgorithm);
  const { file, md5, checksum } = content;
  if (upload.checksumAlgorithm !== undefined && checksum?.algorithm !== upload.checksumAlgorithm) {
    ports.files.discard([file]);
    throw s3Error(
      'InvalidRequest',
      `Checksum Type mismatch occurred, expected checksum Type: ${upload.checksumAlgorithm.toLowerCase()}, actual checksum Type: ${checksum?.algorithm.toLowerCase()}`,
    );
  }
  addPart(call, ports, upload, partNumber, content);
  return {
    headers: [
      ['ETag', `"${md5}"`],
      ...upload.attributes.encryption,
      ...(checksum === undefined ? [] : [[headerName(checksum.algorithm), checksum.value] as const]),
    ],
  };
}

/** Throws NoSuchUpload, and lets the part's file go, when the upload has ended meanwhile. */
export function addPart(
  call: S3Call,
  ports: S3Ports,
  upload: MultipartUpload,
  partNumber: number,
  { file, md5, checksum }: ReceivedContent,
): UploadedPart {
  const part: UploadedPart = {
    partNumber,
    file,
    eTag: md5,
    lastModified: ports.now(),
    ...(checksum !== undefined && { checksum }),
  };
  try {
    ports.store.transaction(() => {
      theUpload(call, ports);
      replacePart(ports, upload, part);
    });
  } catch (error) {
    ports.files.discard([file]);
    throw error;
  }
  return part;
}
