import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { sha256Hex } from './canonical-request.ts';

/** The chain of signatures of a chunked payload, each over the one before it. */
export interface ChunkSignatures {
  /** The signature of the request itself. */
  readonly seed: string;
  /** `hashes` are the lines of the string to sign behind the previous signature; compares in constant time. */
  matches(algorithm: string, previous: string, hashes: string, given: string): boolean;
}

export interface AwsChunksOptions {
  readonly signatures: ChunkSignatures | undefined;
  readonly hasTrailer: boolean;
}

/** Of a chunk's header or a trailer: what is longer is no honest request. */
const MAX_LINE_BYTES = 4096;
const MAX_TRAILER_LINES = 16;
const EMPTY_HASH = sha256Hex('');

/**
 * Takes the `aws-chunked` framing off a body, chunk by chunk with its signature checked at its end: what has been yielded is
 * good only once the whole stream has ended. Fills `trailers` (names in lower case) before it ends. Throws AwsError
 * SignatureDoesNotMatch, IncompleteBody and MalformedTrailerError
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and sigv4-streaming-trailers.html).
 */
export async function* decodeAwsChunks(
  body: AsyncIterable<Uint8Array>,
  options: AwsChunksOptions,
  trailers: Map<string, string>,
): AsyncGenerator<Uint8Array> {
  const input = octetReader(body);
  let previous = options.signatures?.seed ?? '';
  try {
    for (;;) {
      const { size, signature } = chunkHead(await input.line());
      const hash = options.signatures && createHash('sha256');
      for (let left = size; left > 0; ) {
        const piece = await input.take(left);
        left -= piece.length;
        hash?.update(piece);
        yield piece;
      }
      if (hash !== undefined) {
        const hashes = `${EMPTY_HASH}\n${hash.digest('hex')}`;
        if (options.signatures?.matches('AWS4-HMAC-SHA256-PAYLOAD', previous, hashes, signature) !== true) {
          throw mismatch();
        }
        previous = signature;
      }
      if (size === 0) break;
      if ((await input.line()) !== '') throw incomplete();
    }
    await readTrailers(input, options, previous, trailers);
  } finally {
    await input.end();
  }
}

async function readTrailers(
  input: OctetReader,
  { signatures, hasTrailer }: AwsChunksOptions,
  previous: string,
  trailers: Map<string, string>,
): Promise<void> {
  let signed = '';
  let signature = '';
  for (let lines = 0; ; lines++) {
    if (lines > MAX_TRAILER_LINES) throw malformedTrailer();
    const line = await input.line(true);
    // Some clients end the list of trailers with an empty line before their signature.
    if (line === '' && (!hasTrailer || signatures === undefined || signature !== '')) break;
    if (line === undefined) break;
    if (line === '') continue;
    const colon = line.indexOf(':');
    if (colon < 1) throw malformedTrailer();
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'x-amz-trailer-signature') {
      signature = value;
    } else {
      trailers.set(name, value);
      signed += `${name}:${value}\n`;
    }
  }
  if (signatures === undefined || !hasTrailer) return;
  if (!signatures.matches('AWS4-HMAC-SHA256-TRAILER', previous, sha256Hex(signed), signature)) throw mismatch();
}

function chunkHead(line: string | undefined): { readonly size: number; readonly signature: string } {
  const parts = /^([0-9a-fA-F]{1,8})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(line ?? '');
  if (parts === null) throw incomplete();
  return { size: Number.parseInt(parts[1] ?? '', 16), signature: parts[2] ?? '' };
}

interface OctetReader {
  /** Without its line end; undefined at the end of the body, which `mayEnd` has to allow. */
  line(mayEnd?: boolean): Promise<string | undefined>;
  /** One to `most` octets. */
  take(most: number): Promise<Uint8Array>;
  end(): Promise<void>;
}

function octetReader(body: AsyncIterable<Uint8Array>): OctetReader {
  const iterator = body[Symbol.asyncIterator]();
  let piece: Uint8Array = new Uint8Array(0);
  let at = 0;

  async function fill(): Promise<boolean> {
    while (at >= piece.length) {
      const { done, value } = await iterator.next();
      if (done === true) return false;
      piece = value;
      at = 0;
    }
    return true;
  }

  return {
    async line(mayEnd = false) {
      let text = '';
      for (;;) {
        if (!(await fill())) {
          if (mayEnd && text === '') return undefined;
          throw incomplete();
        }
        const end = piece.indexOf(0x0a, at);
        text += Buffer.from(piece.subarray(at, end < 0 ? piece.length : end)).toString('latin1');
        at = end < 0 ? piece.length : end + 1;
        if (text.length > MAX_LINE_BYTES) throw incomplete();
        if (end >= 0) return text.endsWith('\r') ? text.slice(0, -1) : text;
      }
    },
    async take(most) {
      if (!(await fill())) throw incomplete();
      const taken = piece.subarray(at, at + most);
      at += taken.length;
      return taken;
    },
    async end() {
      await iterator.return?.();
    },
  };
}

function incomplete(): AwsError {
  return new AwsError('IncompleteBody', 400, 'The request body terminated unexpectedly');
}

function malformedTrailer(): AwsError {
  return new AwsError(
    'MalformedTrailerError',
    400,
    'The request contained trailing data that was not well-formed or did not conform to our published schema.',
  );
}

function mismatch(): AwsError {
  return new AwsError(
    'SignatureDoesNotMatch',
    403,
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}
