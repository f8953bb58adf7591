import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { ChecksumAlgorithm } from '@portico/store';
import { crc32c } from './crc32c.ts';
import { CRC64_START, crc64nvme } from './crc64nvme.ts';

export const CHECKSUM_ALGORITHMS: readonly ChecksumAlgorithm[] = ['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'];

/** Octets of a checksum before Base64. */
export const CHECKSUM_BYTES: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

export interface RunningChecksum {
  update(data: Uint8Array): void;
  /** Base64, big-endian. */
  digest(): string;
}

export function startChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  switch (algorithm) {
    case 'CRC32':
      return runningCrc(crc32);
    case 'CRC32C':
      return runningCrc(crc32c);
    case 'CRC64NVME': {
      let crc = CRC64_START;
      return {
        update: (data) => {
          crc = crc64nvme(data, crc);
        },
        digest: () => {
          const octets = Buffer.alloc(8);
          octets.writeUInt32BE(crc.high, 0);
          octets.writeUInt32BE(crc.low, 4);
          return octets.toString('base64');
        },
      };
    }
    case 'SHA1':
    case 'SHA256': {
      const hash = createHash(algorithm.toLowerCase());
      return { update: (data) => void hash.update(data), digest: () => hash.digest('base64') };
    }
  }
}

/** `CRC32` of `x-amz-checksum-crc32`, in any case; undefined for no algorithm of S3's. */
export function checksumAlgorithm(name: string): ChecksumAlgorithm | undefined {
  return CHECKSUM_ALGORITHMS.find((algorithm) => algorithm === name.toUpperCase());
}

/** Whether the text is Base64 of the algorithm's number of octets. */
export function isChecksum(algorithm: ChecksumAlgorithm, value: string): boolean {
  const octets = Buffer.from(value, 'base64');
  return octets.length === CHECKSUM_BYTES[algorithm] && octets.toString('base64') === value;
}

function runningCrc(next: (data: Uint8Array, crc: number) => number): RunningChecksum {
  let crc = 0;
  return {
    update: (data) => {
      crc = next(data, crc);
    },
    digest: () => {
      const octets = Buffer.alloc(4);
      octets.writeUInt32BE(crc);
      return octets.toString('base64');
    },
  };
}
