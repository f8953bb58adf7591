import { xmlElement, xmlText } from '@portico/wire';
import { ownerXml } from '../buckets/owner.ts';
import { readCount } from '../listing/paging.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { isoSeconds, s3Document } from '../s3-xml.ts';
import { partsOf, theUpload } from './upload-documents.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(call: S3Call, ports: S3Ports): S3Output {
  const { bucket, key, query } = call;
  const upload = theUpload(call, ports);
  const max = readCount(query, 'max-parts', 1000);
  const marker = readCount(query, 'part-number-marker', 10_000, 0);
  const behind = partsOf(ports, upload).filter(({ partNumber }) => partNumber > marker);
  const page = behind.slice(0, max);
  return {
    xml: s3Document('ListPartsResult', [
      xmlText('Bucket', bucket.name),
      xmlText('Key', key),
      xmlText('UploadId', upload.uploadId),
      ownerXml(bucket.accountId, 'Initiator'),
      ownerXml(bucket.accountId),
      xmlText('StorageClass', upload.attributes.storageClass ?? 'STANDARD'),
      xmlText('PartNumberMarker', marker),
      xmlText('NextPartNumberMarker', page.at(-1)?.partNumber ?? 0),
      xmlText('MaxParts', max),
      xmlText('IsTruncated', page.length < behind.length),
      xmlText('ChecksumAlgorithm', upload.checksumAlgorithm),
      xmlText('ChecksumType', upload.checksumType),
      ...page.map((part) =>
        xmlElement('Part', [
          xmlText('PartNumber', part.partNumber),
          xmlText('LastModified', isoSeconds(part.lastModified)),
          xmlText('ETag', `"${part.eTag}"`),
          xmlText('Size', part.file.size),
          part.checksum === undefined ? '' : xmlText(`Checksum${part.checksum.algorithm}`, part.checksum.value),
        ]),
      ),
    ]),
  };
}
