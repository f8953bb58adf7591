import type { ChecksumAlgorithm } from '@portico/store';
import { startChecksum } from './checksum.ts';

export interface PartChecksum {
  /** Base64. */
  readonly value: string;
  /** Octets of the part. */
  readonly size: number;
}

/** The checksum of checksums: `{Base64}-{number of parts}`. */
export function compositeChecksum(algorithm: ChecksumAlgorithm, parts: readonly PartChecksum[]): string {
  const checksum = startChecksum(algorithm);
  for (const { value } of parts) checksum.update(Buffer.from(value, 'base64'));
  return `${checksum.digest()}-${parts.length}`;
}

/** The bits of a CRC and its polynomial without the highest term, both reflected. */
const CRCS = {
  CRC32: { bits: 32n, polynomial: 0xedb88320n },
  CRC32C: { bits: 32n, polynomial: 0x82f63b78n },
  CRC64NVME: { bits: 64n, polynomial: 0x9a6c9329ac4bc9b5n },
} as const;

/**
 * The CRC of all parts one after the other, from the CRC of each: what zlib calls crc32_combine. CRC(A B) is CRC(A) times
 * x to the power of 8 |B|, plus CRC(B), modulo the polynomial.
 */
export function combineCrcs(algorithm: keyof typeof CRCS, parts: readonly PartChecksum[]): string {
  const { bits, polynomial } = CRCS[algorithm];
  const powers = new Map<number, bigint>();
  let crc = 0n;
  for (const { value, size } of parts) {
    let power = powers.get(size);
    if (power === undefined) {
      power = powerOfX(BigInt(size) * 8n, bits, polynomial);
      powers.set(size, power);
    }
    crc = times(power, crc, bits, polynomial) ^ BigInt(`0x${Buffer.from(value, 'base64').toString('hex')}`);
  }
  return Buffer.from(crc.toString(16).padStart(Number(bits) / 4, '0'), 'hex').toString('base64');
}

/** Polynomials over two elements, reflected: the highest bit is the constant term. */
function times(a: bigint, b: bigint, bits: bigint, polynomial: bigint): bigint {
  let product = 0n;
  let shifted = b;
  for (let bit = 1n << (bits - 1n); bit > 0n; bit >>= 1n) {
    if (a & bit) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

function powerOfX(exponent: bigint, bits: bigint, polynomial: bigint): bigint {
  let power = 1n << (bits - 1n);
  let square = 1n << (bits - 2n);
  for (let left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) power = times(square, power, bits, polynomial);
    square = times(square, square, bits, polynomial);
  }
  return power;
}
