import type { IamPorts } from './ports.ts';

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** `AIDA` and 17 letters and digits (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids). */
export function newUniqueId(ports: Pick<IamPorts, 'randomBytes'>, prefix: 'AIDA' | 'AGPA' | 'AROA' | 'ANPA'): string {
  return prefix + lettersAndDigits(ports, 17);
}

/** 20 characters; `AKIA` for keys that last, `ASIA` for temporary ones. */
export function newAccessKeyId(ports: Pick<IamPorts, 'randomBytes'>, prefix: 'AKIA' | 'ASIA'): string {
  return prefix + lettersAndDigits(ports, 16);
}

/** 40 characters of base64: 240 random bits. */
export function newSecretAccessKey(ports: Pick<IamPorts, 'randomBytes'>): string {
  return Buffer.from(ports.randomBytes(30)).toString('base64');
}

/** 32 divides 256: every letter is as likely as any other. */
function lettersAndDigits(ports: Pick<IamPorts, 'randomBytes'>, count: number): string {
  return Array.from(ports.randomBytes(count), (octet) => LETTERS_AND_DIGITS[octet % 32]).join('');
}
