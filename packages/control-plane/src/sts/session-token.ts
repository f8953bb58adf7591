import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** What a session token holds: temporary credentials are kept nowhere else. */
export interface SessionContent {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly accountId: string;
  /** Of the assumed-role session, the user or the root. */
  readonly arn: string;
  /** Of the role or the user: a session ends with it, also when another takes its name. Absent for roots. */
  readonly uniqueId?: string;
  /** Epoch milliseconds. */
  readonly expiration: number;
  readonly issuedAt: number;
  /** Session policy, JSON text. */
  readonly policy?: string;
  /** Managed policies that narrow the session too. */
  readonly policyArns?: readonly string[];
  readonly tags?: Readonly<Record<string, string>>;
}

const VERSION = 1;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES: number = 1 + IV_BYTES + TAG_BYTES;

/** Encrypted and authenticated (AES-256-GCM): the holder can neither read nor change it. `key` has 32 octets. */
export function sealSession(key: Uint8Array, content: SessionContent): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const sealed = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from([VERSION]), iv, cipher.getAuthTag(), sealed]).toString('base64');
}

/** Undefined for what {@link sealSession} did not make with this key. Expired tokens open too. */
export function openSession(key: Uint8Array, token: string): SessionContent | undefined {
  const bytes = Buffer.from(token, 'base64');
  if (bytes.length <= HEAD_BYTES || bytes[0] !== VERSION) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(1, 1 + IV_BYTES));
    decipher.setAuthTag(bytes.subarray(1 + IV_BYTES, HEAD_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(HEAD_BYTES)), decipher.final()]).toString('utf8');
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
