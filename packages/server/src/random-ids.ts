import { randomBytes, randomUUID } from 'node:crypto';

/** Bytes are drawn from the system in blocks: a request needs a few dozen. */
const BLOCK_BYTES = 4096;
let block = randomBytes(BLOCK_BYTES);
let used = 0;

function take(bytes: number): Buffer {
  if (used + bytes > BLOCK_BYTES) {
    block = randomBytes(BLOCK_BYTES);
    used = 0;
  }
  used += bytes;
  return block.subarray(used - bytes, used);
}

/** `x-amzn-RequestId`. */
export function newRequestId(): string {
  return randomUUID();
}

/** `x-amz-apigw-id`: 16 base64 characters, the last of them `=`. */
export function newExtendedRequestId(): string {
  return take(11).toString('base64');
}

/** @param digits an even number */
export function randomHex(digits: number): string {
  return take(digits / 2).toString('hex');
}

/** Ids of APIs, resources, deployments: lower-case letters and digits. */
export function newResourceId(length: 6 | 10 = 10): string {
  let id = '';
  for (const byte of take(length)) id += ALPHABET[byte % ALPHABET.length];
  return id;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
