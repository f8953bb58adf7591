import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import * as s3 from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import type { LocalS3 } from '../../testing/local-s3.ts';
import { startLocalS3 } from '../../testing/local-s3.ts';

let local: LocalS3;
let client: s3.S3Client;
let bucket: string;
let buckets = 0;

beforeAll(async () => {
  local = await startLocalS3();
  client = local.client;
});
afterAll(() => local.close());
beforeEach(async () => {
  bucket = `bucket-${buckets++}`;
  await client.send(new s3.CreateBucketCommand({ Bucket: bucket }));
});

function put(Key: string, Body: string | Uint8Array = 'content', more: Partial<s3.PutObjectCommandInput> = {}) {
  return client.send(new s3.PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
}

async function get(Key: string, more: Partial<s3.GetObjectCommandInput> = {}): Promise<string> {
  const { Body } = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key, ...more }));
  return (await Body?.transformToString()) ?? '';
}

describe('multipart uploads', () => {
  const MB = 1024 * 1024;
  const content = Buffer.alloc(11 * MB, 'portico');

  test('by lib-storage, several parts at once', async () => {
    const upload = new Upload({ client, params: { Bucket: bucket, Key: 'k', Body: content }, partSize: 5 * MB });
    const done = await upload.done();
    expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
    const got = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: 'k' }));
    expect(Buffer.compare((await got.Body?.transformToByteArray()) ?? content, content)).toBe(0);
    const across = await get('k', { Range: `bytes=${5 * MB - 3}-${5 * MB + 3}` });
    expect(across).toBe(content.subarray(5 * MB - 3, 5 * MB + 4).toString());
    const part = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'k', PartNumber: 3 }));
    expect([part.ContentLength, part.PartsCount]).toEqual([MB, 3]);
    expect(local.store.uploads.list(bucket, { limit: 1 })).toEqual([]);
  });

  async function started(more: Partial<s3.CreateMultipartUploadCommandInput> = {}) {
    const { UploadId } = await client.send(new s3.CreateMultipartUploadCommand({ Bucket: bucket, Key: 'k', ...more }));
    const id = { Bucket: bucket, Key: 'k', UploadId };
    const part = (PartNumber: number, Body: Uint8Array | string, extra: Partial<s3.UploadPartCommandInput> = {}) =>
      client.send(new s3.UploadPartCommand({ ...id, PartNumber, Body, ...extra }));
    const complete = (Parts: s3.CompletedPart[], extra: Partial<s3.CompleteMultipartUploadCommandInput> = {}) =>
      client.send(new s3.CompleteMultipartUploadCommand({ ...id, MultipartUpload: { Parts }, ...extra }));
    return { id, part, complete };
  }

  test('are listed, with their parts, and aborted', async () => {
    const { id, part } = await started();
    await client.send(new s3.CreateMultipartUploadCommand({ Bucket: bucket, Key: 'other' }));
    await part(3, 'three');
    await part(1, 'one');
    await part(1, 'one again');
    const uploads = await client.send(new s3.ListMultipartUploadsCommand({ Bucket: bucket, MaxUploads: 1 }));
    expect([uploads.Uploads?.[0]?.UploadId, uploads.IsTruncated]).toEqual([id.UploadId, true]);
    const rest = await client.send(
      new s3.ListMultipartUploadsCommand({
        Bucket: bucket,
        KeyMarker: uploads.NextKeyMarker,
        UploadIdMarker: uploads.NextUploadIdMarker,
      }),
    );
    expect(rest.Uploads?.map(({ Key }) => Key)).toEqual(['other']);
    const parts = await client.send(new s3.ListPartsCommand({ ...id, MaxParts: 1 }));
    expect([parts.Parts?.[0]?.Size, parts.IsTruncated, parts.NextPartNumberMarker]).toEqual([9, true, '1']);
    const last = await client.send(new s3.ListPartsCommand({ ...id, PartNumberMarker: '1' }));
    expect(last.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([3]);
    await client.send(new s3.AbortMultipartUploadCommand(id));
    await expect(part(1, 'x')).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  test('may leave parts out, and take others from objects', async () => {
    await put('source', content);
    const { id, part, complete } = await started();
    const copied = await client.send(
      new s3.UploadPartCopyCommand({
        ...id,
        PartNumber: 2,
        CopySource: `/${bucket}/source`,
        CopySourceRange: `bytes=1-${5 * MB}`,
      }),
    );
    await part(5, 'left out');
    const tail = await part(9, 'tail');
    await complete([
      { PartNumber: 2, ETag: copied.CopyPartResult?.ETag },
      { PartNumber: 9, ETag: tail.ETag },
    ]);
    const got = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: 'k' }));
    const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(bytes.equals(Buffer.concat([content.subarray(1, 5 * MB + 1), Buffer.from('tail')]))).toBe(true);
  });

  test.each([
    ['CRC32', 'FULL_OBJECT'],
    ['CRC32', 'COMPOSITE'],
    ['SHA256', 'COMPOSITE'],
  ] as const)('with a %s of type %s', async (ChecksumAlgorithm, ChecksumType) => {
    const { part, complete } = await started({ ChecksumAlgorithm, ChecksumType });
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const one = await part(1, content.subarray(0, 5 * MB), { ChecksumAlgorithm });
    const two = await part(2, content.subarray(5 * MB), { ChecksumAlgorithm });
    expect(one[name]).toBeString();
    const done = await complete([
      { PartNumber: 1, ETag: one.ETag, [name]: one[name] },
      { PartNumber: 2, ETag: two.ETag, [name]: two[name] },
    ]);
    await put('whole', content, { ChecksumAlgorithm });
    const whole = await client.send(
      new s3.HeadObjectCommand({ Bucket: bucket, Key: 'whole', ChecksumMode: 'ENABLED' }),
    );
    expect(done.ChecksumType).toBe(ChecksumType);
    if (ChecksumType === 'FULL_OBJECT') expect(done[name]).toBe(whole[name] ?? '');
    else expect(done[name]).toEndWith('-2');
  });
});
