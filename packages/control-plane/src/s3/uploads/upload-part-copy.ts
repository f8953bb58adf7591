import { headerOf } from '@portico/wire';
import { copyContent } from '../content/copy-content.ts';
import { copiedXml } from '../objects/copy-object.ts';
import { readCopySource } from '../objects/copy-source.ts';
import type { OctetRange } from '../objects/range.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { invalidArgument } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';
import { readPartNumber, theUpload } from './upload-documents.ts';
import { addPart } from './upload-part.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPartCopy.html */
export async function uploadPartCopy(call: S3Call, ports: S3Ports): Promise<S3Output> {
  const partNumber = readPartNumber(call);
  const upload = theUpload(call, ports);
  const source = readCopySource(call, ports);
  const range = sourceRange(call, source.object.size);
  const content = await copyContent(ports, source.object, range, upload.checksumAlgorithm);
  const part = addPart(call, ports, upload, partNumber, content);
  return { headers: upload.attributes.encryption, xml: s3Document('CopyPartResult', copiedXml(part)) };
}

/** Both ends are given, and must be in the source. */
function sourceRange(call: S3Call, size: number): OctetRange {
  const header = headerOf(call, 'x-amz-copy-source-range');
  if (header === undefined) return { from: 0, to: size };
  const parts = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header);
  const from = Number(parts?.[1]);
  const to = Number(parts?.[2]) + 1;
  if (parts === null || from >= to) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range',
      header,
    );
  }
  if (to <= size) return { from, to };
  throw invalidArgument(
    `Range specified is not valid for source object of size: ${size}`,
    'x-amz-copy-source-range',
    header,
  );
}
