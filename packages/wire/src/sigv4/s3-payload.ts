import { createHash } from 'node:crypto';
import { AwsError } from '../aws-error.ts';
import { decodeAwsChunks } from './aws-chunks.ts';
import type { S3Payload } from './verify-s3-signature.ts';

/**
 * The body of a request to S3 as its operation sees it: framing taken off, held against what its signature says. What was read
 * is good only once the stream has ended. Fills `trailers` before it ends. Throws what {@link decodeAwsChunks} throws, and
 * XAmzContentSHA256Mismatch.
 */
export function readS3Payload(
  body: AsyncIterable<Uint8Array>,
  payload: S3Payload,
  trailers: Map<string, string>,
): AsyncIterable<Uint8Array> {
  switch (payload.kind) {
    case 'unsigned':
      return body;
    case 'signed':
      return checked(body, payload.sha256);
    case 'chunked':
      return decodeAwsChunks(body, payload, trailers);
  }
}

async function* checked(body: AsyncIterable<Uint8Array>, sha256: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of body) {
    hash.update(piece);
    yield piece;
  }
  const computed = hash.digest('hex');
  if (computed === sha256) return;
  throw new AwsError(
    'XAmzContentSHA256Mismatch',
    400,
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { extra: { ClientComputedContentSHA256: sha256, S3ComputedContentSHA256: computed } },
  );
}
