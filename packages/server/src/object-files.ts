import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ObjectReader, ObjectWriter } from '@portico/control-plane';
import { AwsError } from '@portico/wire';

/** Objects as files of the data directory, until the S3 service has them. */
export function objectFiles(dataDir: string): ObjectReader & ObjectWriter {
  const fileOf = (bucket: string, key: string): string => join(dataDir, 'objects', bucket, encodeURIComponent(key));
  return {
    readObject(_owner, url) {
      const [, bucket = '', key = ''] = /^s3:\/\/([a-z0-9.-]+)\/(.+)$/.exec(url) ?? [];
      const file = fileOf(bucket, key);
      if (key === '' || !existsSync(file)) throw new AwsError('NoSuchKey', 404, 'The specified key does not exist.');
      const bytes = async (): Promise<Uint8Array> => readFileSync(file);
      const stream = async function* (): AsyncIterable<Uint8Array> {
        yield await bytes();
      };
      return { bucket, key, size: statSync(file).size, eTag: '""', contentType: '', lastModified: 0, stream, bytes };
    },
    async putObject(_scope, bucket, key, bytes) {
      const file = fileOf(bucket, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, bytes);
    },
  };
}
