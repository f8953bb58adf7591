import { promisify } from 'node:util';
import { deflate, deflateSync, gunzipSync, gzip, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { HeaderEntry, IntegrationAnswer, Received, Reply } from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import { GatewayFault } from '@portico/api-model';
import { Payload } from '@portico/values';
import { MAX_PAYLOAD_BYTES } from './integrate.ts';

/** Larger ones are compressed beside the loop. */
const MAX_AT_ONCE_BYTES = 64 * 1024;

/**
 * A request whose Content-Encoding says gzip or deflate, decompressed (spec: data plane, section 15). Throws GatewayFault
 * UNSUPPORTED_MEDIA_TYPE for other codings and for what is not coded as it says, REQUEST_TOO_LARGE for more than a request may have.
 */
export function decompressed(received: Received): Received {
  const coding = lastHeader(received.headers, 'content-encoding')?.trim().toLowerCase();
  if (coding === undefined || coding === '' || coding === 'identity' || received.body.isEmpty) return received;
  const decode = coding === 'gzip' ? gunzip : coding === 'deflate' ? inflate : undefined;
  if (decode === undefined) throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE');
  try {
    const { path, requestLine } = received; // may be made when they are asked for: not to be spread
    return { ...received, path, requestLine, body: Payload.fromBytes(decode(received.body.bytes())) };
  } catch (thrown) {
    const isBomb = thrown instanceof RangeError;
    throw new GatewayFault(isBomb ? 'REQUEST_TOO_LARGE' : 'UNSUPPORTED_MEDIA_TYPE', { cause: thrown });
  }
}

const LIMIT = { maxOutputLength: MAX_PAYLOAD_BYTES };

function gunzip(octets: Uint8Array): Uint8Array {
  return gunzipSync(octets, LIMIT);
}

/** RFC 9110 section 8.4.1.2: with a zlib header; some senders leave it out. */
function inflate(octets: Uint8Array): Uint8Array {
  const isZlib = ((octets[0] ?? 0) & 0x0f) === 8 && (((octets[0] ?? 0) << 8) | (octets[1] ?? 0)) % 31 === 0;
  return isZlib ? inflateSync(octets, LIMIT) : inflateRawSync(octets, LIMIT);
}

/**
 * The reply in the coding that the client likes best, where that is gzip or deflate, the body has the size, and nobody has coded it
 * before (section 15). Streams go out as they are.
 */
export function compressed(
  reply: Reply,
  minimumBytes: number,
  requestHeaders: readonly HeaderEntry[],
  answer: IntegrationAnswer,
): Reply | Promise<Reply> {
  if (reply.stream !== undefined || isCoded(reply.headers) || isCoded(answer.headers)) return reply;
  const coding = preferredCoding(lastHeader(requestHeaders, 'accept-encoding'));
  if (coding !== 'gzip' && coding !== 'deflate') return reply;
  const octets = reply.body.bytes();
  if (octets.length < minimumBytes || octets.length === 0) return reply;
  const finish = (body: Uint8Array): Reply => ({
    ...reply,
    headers: [...reply.headers, ['Content-Encoding', coding]],
    body: Payload.fromBytes(body),
  });
  if (octets.length <= MAX_AT_ONCE_BYTES) return finish(coding === 'gzip' ? gzipSync(octets) : deflateSync(octets));
  return (coding === 'gzip' ? gzipLater(octets) : deflateLater(octets)).then(finish);
}

const gzipLater: (octets: Uint8Array) => Promise<Uint8Array> = promisify(gzip);
const deflateLater: (octets: Uint8Array) => Promise<Uint8Array> = promisify(deflate);

function isCoded(headers: readonly HeaderEntry[]): boolean {
  return lastHeader(headers, 'content-encoding') !== undefined;
}

/** The coding with the highest weight, of several the first; `undefined` where none is named. */
export function preferredCoding(acceptEncoding: string | undefined): string | undefined {
  let preferred: string | undefined;
  let highest = 0;
  for (const member of acceptEncoding?.split(',', MAX_CODINGS) ?? []) {
    const [coding = '', ...parameters] = member.split(';').map((part) => part.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (weight > highest && coding !== '') {
      preferred = coding;
      highest = weight;
    }
  }
  return preferred;
}

/** More than anybody lists. */
const MAX_CODINGS = 50;

function weightOf(parameters: readonly string[]): number {
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  return weight === undefined ? 1 : /^q=(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(weight) ? Number(weight.slice(2)) : 0;
}
