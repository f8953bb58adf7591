import { createHash } from 'node:crypto';
import type { S3Object } from '@portico/store';
import { AwsError } from '@portico/wire';
import { authorizeS3 } from './authorize-s3.ts';
import { findBucket, isBucketName, putBucket, theBucket } from './buckets/bucket-documents.ts';
import { newBucket } from './buckets/create-bucket.ts';
import type { ObjectReader, ObjectWriter } from './object-reader.ts';
import { replaceObject } from './objects/object-documents.ts';
import type { S3Ports } from './ports.ts';
import { s3Error } from './s3-error.ts';

/** Objects for other services and for the server itself. */
export function createObjectAccess(ports: S3Ports): ObjectReader & ObjectWriter {
  const { store, files } = ports;
  return {
    readObject(_owner, url, caller) {
      const parts = /^s3:\/\/([^/]+)\/(.+)$/s.exec(url);
      const [, bucketName = '', key = ''] = parts ?? [];
      if (parts === null) throw new AwsError('ValidationException', 400, `Invalid S3 URI: ${url}`);
      const bucket = theBucket(ports, bucketName);
      if (caller !== undefined) authorizeS3(ports, caller, bucket, key, 's3:GetObject');
      const object = store.objects.get(bucketName, key);
      if (object === undefined) throw s3Error('NoSuchKey', undefined, { Key: key });
      const stream = (): AsyncIterable<Uint8Array> => unlessReplaced(files.read(object.files, 0, object.size), key);
      return {
        bucket: bucketName,
        key,
        size: object.size,
        eTag: `"${object.eTag}"`,
        contentType: object.attributes.contentType ?? 'binary/octet-stream',
        lastModified: object.lastModified,
        stream,
        async bytes(maxBytes) {
          if (object.size > maxBytes) {
            throw s3Error(
              'EntityTooLarge',
              `The object has ${object.size} octets, more than the ${maxBytes} that are read.`,
            );
          }
          const pieces: Uint8Array[] = [];
          for await (const piece of stream()) pieces.push(piece);
          return Buffer.concat(pieces);
        },
      };
    },
    async putObject(scope, bucketName, key, bytes, contentType) {
      if (!isBucketName(bucketName)) throw s3Error('InvalidBucketName');
      const file = await files.write(once(bytes));
      const object: S3Object = {
        files: [file],
        size: file.size,
        eTag: createHash('md5').update(bytes).digest('hex'),
        lastModified: ports.now(),
        attributes: {
          ...(contentType !== undefined && { contentType }),
          headers: [],
          metadata: [],
          encryption: [['x-amz-server-side-encryption', 'AES256']],
        },
      };
      store.transaction(() => {
        if (findBucket(ports, bucketName) === undefined) putBucket(ports, newBucket(bucketName, scope, ports.now()));
        replaceObject(ports, bucketName, key, object);
      });
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* unlessReplaced(content: AsyncIterable<Uint8Array>, key: string): AsyncGenerator<Uint8Array> {
  try {
    yield* content;
  } catch (cause) {
    if (!(cause instanceof Error) || !('code' in cause) || cause.code !== 'ENOENT') throw cause;
    throw s3Error('NoSuchKey', undefined, { Key: key });
  }
}
