import type { ContentFile, S3Object } from '@portico/store';
import { headerOf } from '@portico/wire';
import { headerName } from '../content/receive-content.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { s3Error } from '../s3-error.ts';
import { readPartNumber } from '../uploads/upload-documents.ts';
import { checkReadConditions } from './conditions.ts';
import { theObject } from './object-documents.ts';
import { objectHeaders } from './object-headers.ts';
import type { OctetRange } from './range.ts';
import { readRange } from './range.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject(call: S3Call, ports: S3Ports): S3Output {
  const object = theObject(call, ports);
  if (checkReadConditions(call, object)) return notModified(object);
  const { headers, range, isPartial } = describe(call, object);
  const content = {
    length: range.to - range.from,
    stream: ports.files.read(object.files, range.from, range.to),
  };
  return { status: isPartial ? 206 : 200, headers, content };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function headObject(call: S3Call, ports: S3Ports): S3Output {
  const object = theObject(call, ports);
  if (checkReadConditions(call, object)) return notModified(object);
  const { headers, range, isPartial } = describe(call, object);
  return {
    status: isPartial ? 206 : 200,
    headers,
    content: { length: range.to - range.from, stream: NOTHING },
  };
}

const NOTHING: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // HEAD: the length is told, the content is not.
  },
};

function describe(
  call: S3Call,
  object: S3Object,
): {
  readonly headers: readonly (readonly [string, string])[];
  readonly range: OctetRange;
  readonly isPartial: boolean;
} {
  const part = partRange(call, object.files);
  const range = part ?? readRange(headerOf(call, 'range'), object.size);
  const headers = [...objectHeaders(object, call.query)];
  if (part !== undefined && object.partsCount !== undefined) {
    headers.push(['x-amz-mp-parts-count', String(object.partsCount)]);
  }
  if (range !== undefined) {
    // An empty object has no octet that a range could name.
    if (range.from < range.to) headers.push(['Content-Range', `bytes ${range.from}-${range.to - 1}/${object.size}`]);
    return { headers, range, isPartial: range.from < range.to };
  }
  if (object.checksum !== undefined && headerOf(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED') {
    headers.push([headerName(object.checksum.algorithm), object.checksum.value]);
    headers.push(['x-amz-checksum-type', object.checksum.type]);
  }
  return { headers, range: { from: 0, to: object.size }, isPartial: false };
}

/** What `partNumber` asks for. Throws InvalidArgument, InvalidPartNumber, and InvalidRequest beside a range. */
function partRange(call: S3Call, files: readonly ContentFile[]): OctetRange | undefined {
  if (!call.query.has('partNumber')) return undefined;
  const partNumber = readPartNumber(call);
  if (headerOf(call, 'range') !== undefined) {
    throw s3Error('InvalidRequest', 'Cannot specify both Range header and partNumber query parameter');
  }
  const part = files[partNumber - 1];
  if (part === undefined) {
    throw s3Error('InvalidPartNumber', undefined, { PartNumberRequested: partNumber, ActualPartCount: files.length });
  }
  const from = files.slice(0, partNumber - 1).reduce((sum, { size }) => sum + size, 0);
  return { from, to: from + part.size };
}

function notModified(object: S3Object): S3Output {
  return {
    status: 304,
    headers: [
      ['Last-Modified', new Date(object.lastModified).toUTCString()],
      ['ETag', `"${object.eTag}"`],
    ],
  };
}
