import { createHash } from 'node:crypto';
import type { ChecksumAlgorithm, S3Object } from '@portico/store';
import { startChecksum } from '../checksums/checksum.ts';
import type { OctetRange } from '../objects/range.ts';
import type { S3Ports } from '../ports.ts';
import type { ReceivedContent } from './receive-content.ts';

/** Octets of an object in a new file, measured on the way. @param algorithm of the checksum that is kept; undefined: none */
export async function copyContent(
  { files }: S3Ports,
  source: S3Object,
  { from, to }: OctetRange,
  algorithm: ChecksumAlgorithm | undefined,
): Promise<ReceivedContent> {
  const md5 = createHash('md5');
  const running = algorithm === undefined ? undefined : startChecksum(algorithm);
  async function* measured(): AsyncGenerator<Uint8Array> {
    for await (const piece of files.read(source.files, from, to)) {
      md5.update(piece);
      running?.update(piece);
      yield piece;
    }
  }
  const file = await files.write(measured());
  const checksum =
    algorithm === undefined || running === undefined
      ? undefined
      : ({ algorithm, value: running.digest(), type: 'FULL_OBJECT' } as const);
  return { file, md5: md5.digest('hex'), checksum };
}
