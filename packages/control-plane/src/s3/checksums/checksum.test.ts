import { describe, expect, test } from 'bun:test';
import type { ChecksumAlgorithm } from '@portico/store';
import { CHECKSUM_ALGORITHMS, checksumAlgorithm, isChecksum, startChecksum } from './checksum.ts';
import { combineCrcs, compositeChecksum } from './combine-checksums.ts';

function checksum(algorithm: ChecksumAlgorithm, ...pieces: readonly Uint8Array[]): string {
  const running = startChecksum(algorithm);
  for (const piece of pieces) running.update(piece);
  return running.digest();
}

// The check values of the catalogue of parametrised CRC algorithms (https://reveng.sourceforge.io/crc-catalogue/), and of FIPS 180.
test.each<[ChecksumAlgorithm, string, string]>([
  ['CRC32', '123456789', 'cbf43926'],
  ['CRC32C', '123456789', 'e3069283'],
  ['CRC64NVME', '123456789', 'ae8b14860a799888'],
  ['SHA1', 'abc', 'a9993e364706816aba3e25717850c26c9cd0d89d'],
  ['SHA256', 'abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
])('%s of %j', (algorithm, text, hexadecimal) => {
  expect(Buffer.from(checksum(algorithm, Buffer.from(text)), 'base64').toString('hex')).toBe(hexadecimal);
});

const content = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * index * 7 + 3) & 0xff));

describe.each(CHECKSUM_ALGORITHMS.map((algorithm) => [algorithm] as const))('%s', (algorithm) => {
  test.each([1, 3, 8, 13, 64, 999])('is the same in pieces of %d octets', (size) => {
    const pieces: Buffer[] = [];
    for (let at = 0; at < content.length; at += size) pieces.push(content.subarray(at, at + size));
    expect(checksum(algorithm, ...pieces)).toBe(checksum(algorithm, content));
  });

  test('is told from what is none', () => {
    const value = checksum(algorithm, content);
    expect(isChecksum(algorithm, value)).toBe(true);
    for (const other of ['', 'x', `${value}=`, `A${value}`, `!${value.slice(1)}`]) {
      expect(isChecksum(algorithm, other)).toBe(false);
    }
  });
});

describe.each([['CRC32'], ['CRC32C'], ['CRC64NVME']] as const)('%s of parts', (algorithm) => {
  test.each([[[1000]], [[1, 999]], [[500, 500]], [[8, 0, 992]], [[333, 333, 333, 1]]])('of %j octets', (sizes) => {
    let at = 0;
    const parts = sizes.map((size) => {
      const part = content.subarray(at, at + size);
      at += size;
      return { value: checksum(algorithm, part), size };
    });
    expect(combineCrcs(algorithm, parts)).toBe(checksum(algorithm, content));
  });
});

test('a composite checksum is the one of the checksums, with their number', () => {
  const parts = ['a', 'b'].map((text) => ({ value: checksum('SHA256', Buffer.from(text)), size: 1 }));
  const joined = Buffer.concat(parts.map(({ value }) => Buffer.from(value, 'base64')));
  expect(compositeChecksum('SHA256', parts)).toBe(`${checksum('SHA256', joined)}-2`);
});

test('algorithms are named in any case', () => {
  expect(checksumAlgorithm('crc64nvme')).toBe('CRC64NVME');
  expect(checksumAlgorithm('md5')).toBeUndefined();
});
