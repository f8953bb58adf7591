import { createHmac } from 'node:crypto';

export const ALGORITHM = 'AWS4-HMAC-SHA256';
export const TERMINATOR = 'aws4_request';

/** What a signature is good for: a day (`YYYYMMDD`), a region and a service. */
export interface CredentialScope {
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export function scopeText(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/${scope.service}/${TERMINATOR}`;
}

/** `timestamp` as `YYYYMMDDTHHMMSSZ`, `canonicalHash` the hexadecimal SHA-256 of the canonical request. */
export function stringToSign(timestamp: string, scope: CredentialScope, canonicalHash: string): string {
  return `${ALGORITHM}\n${timestamp}\n${scopeText(scope)}\n${canonicalHash}`;
}

/** The signature's 32 bytes. */
export function signature(secretAccessKey: string, scope: CredentialScope, text: string): Buffer {
  return hmac(signingKey(secretAccessKey, scope), text);
}

/** A key is good for a day; keeping the last ones spares four of the five HMACs of every request. */
const KEPT_KEYS = 64;
const keys = new Map<string, Buffer>();

function signingKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const id = `${scopeText(scope)}/${secretAccessKey}`;
  const known = keys.get(id);
  if (known !== undefined) return known;
  const day = hmac(Buffer.from(`AWS4${secretAccessKey}`), scope.date);
  const key = hmac(hmac(hmac(day, scope.region), scope.service), TERMINATOR);
  if (keys.size >= KEPT_KEYS) keys.clear();
  keys.set(id, key);
  return key;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
