import { generateKeyPair, randomBytes, sign } from 'node:crypto';
import { promisify } from 'node:util';

export interface SelfSignedCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PKCS 8, PEM. */
  readonly privateKey: string;
}

/**
 * A new key of RSA, 2048 bits, and a certificate of it that it signed itself (RFC 5280, version 1: there is nothing to constrain).
 * Validity in epoch seconds. The key is made beside the event loop: it takes some tenths of a second.
 */
export async function selfSignedCertificate(
  commonName: string,
  notBefore: number,
  notAfter: number,
): Promise<SelfSignedCertificate> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const name = sequence(set(sequence(COMMON_NAME, element(UTF8_STRING, Buffer.from(commonName)))));
  const serial = randomBytes(16);
  // Positive, and in the fewest octets.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  const toBeSigned = sequence(
    element(INTEGER, serial),
    SHA256_WITH_RSA,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKey,
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(
    toBeSigned,
    SHA256_WITH_RSA,
    element(BIT_STRING, Buffer.concat([NO_UNUSED_BITS, signature])),
  );
  return { certificate: pem(certificate), privateKey };
}

const INTEGER = 0x02;
const BIT_STRING = 0x03;
const NULL = 0x05;
const OBJECT_IDENTIFIER = 0x06;
const UTF8_STRING = 0x0c;
const GENERALIZED_TIME = 0x18;
const SEQUENCE = 0x30;
const SET = 0x31;
const NO_UNUSED_BITS = Buffer.from([0]);

/** 2.5.4.3 */
const COMMON_NAME = element(OBJECT_IDENTIFIER, Buffer.from([0x55, 0x04, 0x03]));
/** 1.2.840.113549.1.1.11 */
const SHA256_WITH_RSA = sequence(
  element(OBJECT_IDENTIFIER, Buffer.from([0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b])),
  element(NULL, Buffer.alloc(0)),
);

/** `20261122031500Z` */
function time(epochSeconds: number): Buffer {
  const text = new Date(Math.floor(epochSeconds) * 1000).toISOString().replace(/[-:T]|\.\d+/g, '');
  return element(GENERALIZED_TIME, Buffer.from(text));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(SEQUENCE, Buffer.concat(parts));
}

function set(part: Buffer): Buffer {
  return element(SET, part);
}

/** One element of DER (X.690, section 8.1): tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const octets = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | octets.length, ...octets];
  return Buffer.concat([Buffer.from(head), content]);
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
