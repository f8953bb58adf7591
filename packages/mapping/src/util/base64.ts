import { Buffer } from 'node:buffer';

/** `$util.base64Encode`: of the text's UTF-8 bytes, with padding. */
export function base64Encode(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

/** `$util.base64Decode`: UTF-8 text. Both alphabets are read, characters outside of them are skipped. */
export function base64Decode(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}
