import { randomBytes, randomUUID } from 'node:crypto';

/**
 * Random characters, drawn and written in blocks: a request needs three short texts, and cutting one off a block takes a tenth of
 * the time that making it takes.
 */
function randomText(encoding: 'hex' | 'base64url'): (characters: number) => string {
  let block = '';
  let used = 0;
  return (characters) => {
    if (used + characters > block.length) {
      block = randomBytes(BLOCK_BYTES).toString(encoding);
      used = 0;
    }
    used += characters;
    return block.slice(used - characters, used);
  };
}

const BLOCK_BYTES = 4096;

/** `x-amzn-RequestId`. */
export function newRequestId(): string {
  return randomUUID();
}

/** `x-amz-apigw-id`: 16 base64 characters, the last of them `=`. */
export function newExtendedRequestId(): string {
  return `${randomBase64(15)}=`;
}

const randomBase64 = randomText('base64url');

/** At most 24 digits. */
export const randomHex: (digits: number) => string = randomText('hex');

/** Ids of APIs, resources, deployments: lower-case letters and digits. */
export function newResourceId(length: 6 | 10 = 10): string {
  let id = '';
  for (const byte of randomBytes(length)) id += ALPHABET[byte % ALPHABET.length];
  return id;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
