import { createHash } from 'node:crypto';
import type { Checksum, ChecksumAlgorithm, ContentFile } from '@portico/store';
import { headerOf } from '@portico/wire';
import { CHECKSUM_ALGORITHMS, checksumAlgorithm, isChecksum, startChecksum } from '../checksums/checksum.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call } from '../s3-call.ts';
import { invalidArgument, s3Error } from '../s3-error.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MAX_UPLOAD_BYTES = 5 * 1024 ** 3;

/** Content that was written to a file, which is loose. */
export interface ReceivedContent {
  readonly file: ContentFile;
  /** Hexadecimal. */
  readonly md5: string;
  readonly checksum: Checksum | undefined;
}

/**
 * Takes a request's body in: to a file, and held against its length, Content-MD5 and checksum (in a header or in a trailer).
 * Throws S3's errors; nothing is left of a file then.
 * @param wanted a checksum to be kept although the request has none
 */
export async function receiveContent(
  call: S3Call,
  ports: S3Ports,
  wanted?: ChecksumAlgorithm,
): Promise<ReceivedContent> {
  const length = declaredLength(call);
  const contentMd5 = declaredMd5(call);
  const declared = declaredChecksum(call);
  const algorithm = declared?.algorithm ?? wanted;
  const md5 = createHash('md5');
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  let checksum: Checksum | undefined;
  let digest = '';

  async function* measured(): AsyncGenerator<Uint8Array> {
    let received = 0;
    for await (const piece of call.body) {
      received += piece.length;
      if (received > length) throw s3Error('IncompleteBody');
      md5.update(piece);
      running?.update(piece);
      yield piece;
    }
    if (received < length) throw s3Error('IncompleteBody');
    digest = md5.digest('hex');
    if (contentMd5 !== undefined && contentMd5 !== digest) {
      throw s3Error('BadDigest', undefined, {
        ExpectedDigest: Buffer.from(contentMd5, 'hex').toString('base64'),
        CalculatedDigest: Buffer.from(digest, 'hex').toString('base64'),
      });
    }
    if (algorithm === undefined || running === undefined) return;
    const value = running.digest();
    checkDeclared(declared, algorithm, value, call);
    checksum = { algorithm, value, type: 'FULL_OBJECT' };
  }

  const file = await ports.files.write(measured());
  return { file, md5: digest, checksum };
}

/** What a request declares about its checksum: in a header, or by naming the trailer that will hold it. */
export interface DeclaredChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Undefined: it comes in the trailer. */
  readonly value: string | undefined;
}

/** Throws InvalidRequest for more than one, or for a value that is none of its algorithm's. */
export function declaredChecksum(call: Pick<S3Call, 'headers'>): DeclaredChecksum | undefined {
  const found: DeclaredChecksum[] = [];
  for (const algorithm of CHECKSUM_ALGORITHMS) {
    const name = headerName(algorithm);
    const value = headerOf(call, name);
    if (value !== undefined) {
      if (!isChecksum(algorithm, value)) throw s3Error('InvalidRequest', `Value for ${name} header is invalid.`);
      found.push({ algorithm, value });
    }
    const trailer = headerOf(call, 'x-amz-trailer');
    if (
      trailer
        ?.toLowerCase()
        .split(/\s*,\s*/)
        .includes(name)
    )
      found.push({ algorithm, value: undefined });
  }
  if (found.length > 1) {
    throw s3Error(
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    );
  }
  return found[0] ?? sdkAlgorithm(call);
}

/** `x-amz-checksum-crc32` */
export function headerName(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The algorithm that a request names, in the header that goes by `name`. Throws InvalidRequest for another one. */
export function namedAlgorithm(call: Pick<S3Call, 'headers'>, name: string): ChecksumAlgorithm | undefined {
  const header = headerOf(call, name);
  if (header === undefined) return undefined;
  const algorithm = checksumAlgorithm(header);
  if (algorithm === undefined) {
    throw s3Error(
      'InvalidRequest',
      'Checksum algorithm provided is unsupported. Please try again with any of the valid types: [CRC32, CRC32C, CRC64NVME, SHA1, SHA256]',
    );
  }
  return algorithm;
}

/** An SDK that was asked for an algorithm must send the checksum too. */
function sdkAlgorithm(call: Pick<S3Call, 'headers'>): undefined {
  if (namedAlgorithm(call, 'x-amz-sdk-checksum-algorithm') === undefined) return undefined;
  throw s3Error(
    'InvalidRequest',
    'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
  );
}

function checkDeclared(
  declared: DeclaredChecksum | undefined,
  algorithm: ChecksumAlgorithm,
  calculated: string,
  { trailers }: S3Call,
): void {
  if (declared === undefined) return;
  const expected = declared.value ?? trailers.get(headerName(algorithm));
  if (expected === undefined || !isChecksum(algorithm, expected)) {
    throw s3Error('InvalidRequest', `Value for ${headerName(algorithm)} trailing header is invalid.`);
  }
  if (expected !== calculated) {
    throw s3Error('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
  }
}

function declaredLength(call: S3Call): number {
  const text = headerOf(call, 'x-amz-decoded-content-length') ?? headerOf(call, 'content-length');
  if (text === undefined) throw s3Error('MissingContentLength');
  if (!/^\d{1,15}$/.test(text)) throw invalidArgument('The content length is not valid', 'Content-Length', text);
  const length = Number(text);
  if (length > MAX_UPLOAD_BYTES) {
    throw s3Error('EntityTooLarge', undefined, { ProposedSize: length, MaxSizeAllowed: MAX_UPLOAD_BYTES });
  }
  return length;
}

/** Hexadecimal. */
function declaredMd5(call: S3Call): string | undefined {
  const header = headerOf(call, 'content-md5');
  if (header === undefined) return undefined;
  const octets = Buffer.from(header, 'base64');
  if (octets.length !== 16 || octets.toString('base64') !== header)
    throw s3Error('InvalidDigest', undefined, { 'Content-MD5': header });
  return octets.toString('hex');
}
