import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { LocalS3 } from '../testing/local-s3.ts';
import { startLocalS3 } from '../testing/local-s3.ts';

// Through the real SDK client: what it signs, frames and parses is what users send and get.

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

describe('buckets', () => {
  test('are listed with their regions, by prefix and in pages', async () => {
    const west = local.clientOf('other', 'eu-west-1');
    const CreateBucketConfiguration = { LocationConstraint: 'eu-west-1' } as const;
    await west.send(new s3.CreateBucketCommand({ Bucket: 'west-b', CreateBucketConfiguration }));
    await west.send(new s3.CreateBucketCommand({ Bucket: 'west-a', CreateBucketConfiguration }));
    await local.clientOf('other').send(new s3.CreateBucketCommand({ Bucket: 'other-c' }));
    const all = await west.send(new s3.ListBucketsCommand({}));
    expect(all.Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([
      ['other-c', 'us-east-1'],
      ['west-a', 'eu-west-1'],
      ['west-b', 'eu-west-1'],
    ]);
    const first = await west.send(new s3.ListBucketsCommand({ Prefix: 'west-', MaxBuckets: 1 }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['west-a']);
    const { ContinuationToken } = first;
    const second = await west.send(new s3.ListBucketsCommand({ Prefix: 'west-', ContinuationToken }));
    expect(second.Buckets?.map(({ Name }) => Name)).toEqual(['west-b']);
    expect(second.ContinuationToken).toBeUndefined();
    const location = await west.send(new s3.GetBucketLocationCommand({ Bucket: 'west-a' }));
    expect(location.LocationConstraint).toBe('eu-west-1');
    const head = await west.send(new s3.HeadBucketCommand({ Bucket: 'west-a' }));
    expect(head.BucketRegion).toBe('eu-west-1');
  });

  test('made again by their owner: a success in us-east-1 only', async () => {
    await client.send(new s3.CreateBucketCommand({ Bucket: bucket }));
    expect((await client.send(new s3.GetBucketLocationCommand({ Bucket: bucket }))).LocationConstraint).toBeUndefined();
  });

  test('are deleted when they are empty, with the uploads in them', async () => {
    await client.send(new s3.CreateMultipartUploadCommand({ Bucket: bucket, Key: 'never' }));
    await put('k');
    await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: 'k' }));
    await client.send(new s3.DeleteBucketCommand({ Bucket: bucket }));
    expect(local.store.uploads.list(bucket, { limit: 1 })).toEqual([]);
    await expect(client.send(new s3.HeadBucketCommand({ Bucket: bucket }))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('have settings that can be put, got and deleted', async () => {
    const Bucket = bucket;
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: `arn:aws:s3:::${bucket}/secret/*` },
    });
    await client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
    expect((await client.send(new s3.GetBucketPolicyCommand({ Bucket }))).Policy).toBe(Policy);
    const status = await client.send(new s3.GetBucketPolicyStatusCommand({ Bucket }));
    expect(status.PolicyStatus?.IsPublic).toBe(false);
    await client.send(new s3.DeleteBucketPolicyCommand({ Bucket }));

    const encryption = () => client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
    const algorithm = async () =>
      (await encryption()).ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    expect(await algorithm()).toEqual({ SSEAlgorithm: 'AES256' });
    const byDefault = { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: 'alias/a' } as const;
    await client.send(
      new s3.PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault }] },
      }),
    );
    expect(await algorithm()).toEqual(byDefault);
    expect((await put('k')).ServerSideEncryption).toBe('aws:kms');

    const block = async () =>
      (await client.send(new s3.GetPublicAccessBlockCommand({ Bucket }))).PublicAccessBlockConfiguration;
    expect(await block()).toMatchObject({ BlockPublicPolicy: true, RestrictPublicBuckets: true });
    const configuration = { BlockPublicAcls: true, BlockPublicPolicy: false };
    await client.send(new s3.PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: configuration }));
    expect(await block()).toMatchObject({ BlockPublicAcls: true, IgnorePublicAcls: false, BlockPublicPolicy: false });

    const TagSet = [{ Key: 'team', Value: 'ml & co' }];
    await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await client.send(new s3.GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);

    expect((await client.send(new s3.GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    const controls = await client.send(new s3.GetBucketOwnershipControlsCommand({ Bucket }));
    expect(controls.OwnershipControls?.Rules?.[0]?.ObjectOwnership).toBe('BucketOwnerEnforced');
    const acl = await client.send(new s3.GetBucketAclCommand({ Bucket }));
    expect(acl.Grants?.[0]?.Permission).toBe('FULL_CONTROL');
  });
});

describe('objects', () => {
  test.each([
    ['plain'],
    ['dir/sub dir/file (1).txt'],
    ['../../etc/passwd'],
    ['a//b/./c/..'],
    ['/leading'],
    ['Füße 🎬 + & < > " \' %41 ? # ~*'],
    ['line\r\nend'],
    ['__proto__'],
    ['k'.repeat(1024)],
  ])('are found by the key %j, and listed by it', async (key) => {
    await put(key, key);
    expect(await get(key)).toBe(key);
    const listed = await client.send(new s3.ListObjectsV2Command({ Bucket: bucket, EncodingType: 'url' }));
    expect(listed.Contents?.map(({ Key }) => decodeURIComponent(Key ?? ''))).toEqual([key]);
  });

  test('keep what was said about them', async () => {
    await put('k', 'content', {
      ContentType: 'application/x-tar',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.tar"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      Expires: new Date('2030-01-01T00:00:00Z'),
      Metadata: { Owner: 'me', empty: '' },
      StorageClass: 'STANDARD_IA',
      Tagging: 'a=1&b=2%203',
    });
    const head = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'k' }));
    expect(head).toMatchObject({
      ContentLength: 7,
      ContentType: 'application/x-tar',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.tar"',
      ContentEncoding: 'gzip',
      ContentLanguage: 'de',
      ExpiresString: 'Tue, 01 Jan 2030 00:00:00 GMT',
      Metadata: { owner: 'me', empty: '' },
      StorageClass: 'STANDARD_IA',
      ETag: `"${createHash('md5').update('content').digest('hex')}"`,
      AcceptRanges: 'bytes',
      ServerSideEncryption: 'AES256',
    });
    const tagging = await client.send(new s3.GetObjectTaggingCommand({ Bucket: bucket, Key: 'k' }));
    expect(tagging.TagSet).toEqual([
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2 3' },
    ]);
    const got = await client.send(
      new s3.GetObjectCommand({
        Bucket: bucket,
        Key: 'k',
        ResponseContentType: 'text/plain',
        ResponseExpires: new Date(0),
      }),
    );
    expect([got.ContentType, got.ExpiresString, got.TagCount]).toEqual([
      'text/plain',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      2,
    ]);
  });

  test('are replaced as a whole, and the files of old content go', async () => {
    await put('k', 'one');
    const [file] = local.store.objects.get(bucket, 'k')?.files ?? [];
    await put('k', 'second');
    expect(await get('k')).toBe('second');
    const path = `${local.directory}/${file?.id.slice(0, 2)}`;
    for (let wait = 0; wait < 40 && readdirSync(path).includes(file?.id ?? ''); wait++) await Bun.sleep(100);
    expect(readdirSync(path)).not.toContain(file?.id);
  });

  test('of no octets', async () => {
    await put('empty', new Uint8Array(0));
    expect(await get('empty')).toBe('');
    const head = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'empty' }));
    expect([head.ContentLength, head.ETag]).toEqual([0, '"d41d8cd98f00b204e9800998ecf8427e"']);
  });

  test('of a stream of unknown framing', async () => {
    const pieces = Array.from({ length: 50 }, (_, i) => Buffer.alloc(10_000, i));
    const Body = Readable.from(pieces);
    await client.send(new s3.PutObjectCommand({ Bucket: bucket, Key: 'k', Body, ContentLength: 500_000 }));
    expect(createHash('md5').update(Buffer.concat(pieces)).digest('hex')).toBe(
      local.store.objects.get(bucket, 'k')?.eTag ?? '',
    );
  });

  test.each<[string, string, string]>([
    ['bytes=0-3', '0123', 'bytes 0-3/10'],
    ['bytes=4-', '456789', 'bytes 4-9/10'],
    ['bytes=-2', '89', 'bytes 8-9/10'],
    ['bytes=-99', '0123456789', 'bytes 0-9/10'],
    ['bytes=9-99', '9', 'bytes 9-9/10'],
  ])('%s', async (Range, expected, ContentRange) => {
    await put('k', '0123456789');
    const got = await client.send(new s3.GetObjectCommand({ Bucket: bucket, Key: 'k', Range }));
    expect(got.$metadata.httpStatusCode).toBe(206);
    expect(got.ContentRange).toBe(ContentRange);
    expect(await got.Body?.transformToString()).toBe(expected);
  });

  test.each(['bytes=3-1', 'bytes=0-1,3-4', 'octets=0-1', 'bytes=-', 'nonsense'])(
    '%s is no single range, and the answer is the whole',
    async (Range) => {
      await put('k', '0123456789');
      expect(await get('k', { Range })).toBe('0123456789');
    },
  );

  test('are read under conditions', async () => {
    const { ETag } = await put('k');
    const yesterday = new Date(Date.now() - 86_400_000);
    const tomorrow = new Date(Date.now() + 86_400_000);
    expect(await get('k', { IfMatch: ETag })).toBe('content');
    expect(await get('k', { IfMatch: ETag, IfUnmodifiedSince: yesterday })).toBe('content');
    expect(await get('k', { IfNoneMatch: '"other"' })).toBe('content');
    expect(await get('k', { IfModifiedSince: yesterday })).toBe('content');
    for (const condition of [{ IfNoneMatch: ETag }, { IfModifiedSince: tomorrow }, { IfNoneMatch: '*' }]) {
      const error = await client
        .send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'k', ...condition }))
        .catch((thrown: s3.S3ServiceException) => thrown.$metadata.httpStatusCode);
      expect(error).toBe(304);
    }
    for (const condition of [{ IfMatch: '"other"' }, { IfUnmodifiedSince: yesterday }]) {
      await expect(get('k', condition)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    }
  });

  test('are written under conditions', async () => {
    const { ETag } = await put('k', 'one', { IfNoneMatch: '*' });
    await expect(put('k', 'two', { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await expect(put('k', 'two', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await put('k', 'two', { IfMatch: ETag });
    expect(await get('k')).toBe('two');
  });

  test('of many writers at once under If-None-Match, one wins', async () => {
    const writers = Array.from({ length: 8 }, (_, i) => put('k', `writer ${i}`, { IfNoneMatch: '*' }));
    const settled = await Promise.allSettled(writers);
    expect(settled.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });

  test.each(['CRC32', 'CRC32C', 'CRC64NVME', 'SHA1', 'SHA256'] as const)('keep a %s', async (ChecksumAlgorithm) => {
    if (ChecksumAlgorithm === 'CRC64NVME') {
      // The SDK needs a package of its own to calculate it.
      await put('k', '123456789', { ChecksumCRC64NVME: 'rosUhgp5mIg=' });
    } else await put('k', 'content', { ChecksumAlgorithm });
    const got = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(local.store.objects.get(bucket, 'k')?.checksum?.value);
    expect(got.ChecksumType).toBe('FULL_OBJECT');
    const plain = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'k' }));
    expect(plain[`Checksum${ChecksumAlgorithm}`]).toBeUndefined();
  });

  test('are deleted one by one, and many at once', async () => {
    for (const key of ['a', 'b', 'c & d']) await put(key);
    await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: 'a' }));
    await client.send(new s3.DeleteObjectCommand({ Bucket: bucket, Key: 'never' }));
    const Objects = [{ Key: 'b' }, { Key: 'c & d' }, { Key: 'never' }, { Key: 'x', VersionId: 'v' }];
    const deleted = await client.send(new s3.DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    expect(deleted.Deleted?.map(({ Key }) => Key)).toEqual(['b', 'c & d', 'never']);
    expect(deleted.Errors?.map(({ Key, Code }) => [Key, Code])).toEqual([['x', 'InvalidArgument']]);
    expect((await client.send(new s3.ListObjectsV2Command({ Bucket: bucket }))).KeyCount).toBe(0);
  });

  test('are copied, with their metadata or with new', async () => {
    await put('from me', 'content', { Metadata: { a: '1' }, ContentType: 'text/a', Tagging: 't=1' });
    const CopySource = `${bucket}/${encodeURIComponent('from me')}`;
    const copied = await client.send(new s3.CopyObjectCommand({ Bucket: bucket, Key: 'to', CopySource }));
    expect(copied.CopyObjectResult?.ETag).toBe(`"${createHash('md5').update('content').digest('hex')}"`);
    const to = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'to' }));
    expect([to.Metadata, to.ContentType, to.ETag]).toEqual([{ a: '1' }, 'text/a', copied.CopyObjectResult?.ETag]);
    const tags = await client.send(new s3.GetObjectTaggingCommand({ Bucket: bucket, Key: 'to' }));
    expect(tags.TagSet).toEqual([{ Key: 't', Value: '1' }]);
    await client.send(
      new s3.CopyObjectCommand({
        Bucket: bucket,
        Key: 'to',
        CopySource: `${bucket}/to`,
        MetadataDirective: 'REPLACE',
        Metadata: { b: '2' },
        ContentType: 'text/b',
      }),
    );
    const replaced = await client.send(new s3.HeadObjectCommand({ Bucket: bucket, Key: 'to' }));
    expect([replaced.Metadata, replaced.ContentType]).toEqual([{ b: '2' }, 'text/b']);
    expect(await get('to')).toBe('content');
  });

  test('are tagged', async () => {
    await put('k');
    const TagSet = [{ Key: 'a', Value: '' }];
    await client.send(new s3.PutObjectTaggingCommand({ Bucket: bucket, Key: 'k', Tagging: { TagSet } }));
    const tags = () => client.send(new s3.GetObjectTaggingCommand({ Bucket: bucket, Key: 'k' }));
    expect((await tags()).TagSet).toEqual(TagSet);
    await client.send(new s3.DeleteObjectTaggingCommand({ Bucket: bucket, Key: 'k' }));
    expect((await tags()).TagSet).toEqual([]);
  });
});

describe('listing', () => {
  const KEYS = ['a', 'a/', 'a/1', 'a/2', 'a/b/3', 'b/4', 'c', 'd/5', 'd/6', 'e'];
  beforeEach(() => Promise.all(KEYS.map((key) => put(key, 'x'))));

  const shape = (page: Pick<s3.ListObjectsV2CommandOutput, 'Contents' | 'CommonPrefixes'>) => [
    ...(page.Contents ?? []).map(({ Key }) => Key),
    ...(page.CommonPrefixes ?? []).map(({ Prefix }) => `${Prefix}*`),
  ];

  test.each<[Partial<s3.ListObjectsV2CommandInput>, readonly string[]]>([
    [{}, KEYS],
    [{ Prefix: 'a/' }, ['a/', 'a/1', 'a/2', 'a/b/3']],
    [{ Delimiter: '/' }, ['a', 'c', 'e', 'a/*', 'b/*', 'd/*']],
    [{ Delimiter: '/', Prefix: 'a/' }, ['a/', 'a/1', 'a/2', 'a/b/*']],
    [{ Delimiter: '/', StartAfter: 'a/2' }, ['c', 'e', 'a/*', 'b/*', 'd/*']],
    [{ Delimiter: '/', StartAfter: 'c' }, ['e', 'd/*']],
    [{ StartAfter: 'b/4' }, ['c', 'd/5', 'd/6', 'e']],
    [{ Delimiter: 'b/' }, ['a', 'a/', 'a/1', 'a/2', 'c', 'd/5', 'd/6', 'e', 'a/b/*', 'b/*']],
    [{ Prefix: 'none' }, []],
    [{ MaxKeys: 0 }, []],
  ])('%j', async (input, expected) => {
    const page = await client.send(new s3.ListObjectsV2Command({ Bucket: bucket, ...input }));
    expect(shape(page)).toEqual([...expected]);
    expect([page.IsTruncated, page.KeyCount]).toEqual([false, expected.length]);
  });

  test.each([
    [1, undefined],
    [2, undefined],
    [3, undefined],
    [1, '/'],
    [2, '/'],
    [5, '/'],
  ])('in pages of %d, delimiter %p, nothing is lost or twice', async (MaxKeys, Delimiter) => {
    const found: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page: s3.ListObjectsV2CommandOutput = await client.send(
        new s3.ListObjectsV2Command({ Bucket: bucket, MaxKeys, Delimiter, ContinuationToken }),
      );
      found.push(...shape(page).map(String));
      expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    const all = await client.send(new s3.ListObjectsV2Command({ Bucket: bucket, Delimiter }));
    expect(found.sort()).toEqual(shape(all).map(String).sort());
  });

  test('the first version pages by markers', async () => {
    const found: string[] = [];
    let Marker: string | undefined;
    for (;;) {
      const page: s3.ListObjectsCommandOutput = await client.send(
        new s3.ListObjectsCommand({ Bucket: bucket, MaxKeys: 2, Delimiter: '/', Marker }),
      );
      found.push(...shape(page).map(String));
      if (page.IsTruncated !== true) break;
      Marker = page.NextMarker;
    }
    expect(found.sort()).toEqual(['a', 'a/*', 'b/*', 'c', 'd/*', 'e']);
  });

  test('tells what is known of an object', async () => {
    const { Contents } = await client.send(
      new s3.ListObjectsV2Command({ Bucket: bucket, Prefix: 'e', FetchOwner: true }),
    );
    expect(Contents?.[0]).toMatchObject({
      Key: 'e',
      Size: 1,
      ETag: '"9dd4e461268c8034f5c8564e155c67a6"',
      StorageClass: 'STANDARD',
      ChecksumType: 'FULL_OBJECT',
    });
    expect(Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe('presigned URLs', () => {
  test('get and put without credentials', async () => {
    const upload = await getSignedUrl(client, new s3.PutObjectCommand({ Bucket: bucket, Key: 'k e y' }), {
      expiresIn: 60,
    });
    expect((await fetch(upload, { method: 'PUT', body: 'by URL' })).status).toBe(200);
    const download = await getSignedUrl(client, new s3.GetObjectCommand({ Bucket: bucket, Key: 'k e y' }));
    expect(await (await fetch(download)).text()).toBe('by URL');
    const other = await fetch(download.replace('k%20e%20y', 'other'));
    expect([other.status, await other.text()]).toEqual([
      403,
      expect.stringContaining('<Code>SignatureDoesNotMatch</Code>'),
    ]);
  });
});

test('a bucket in the host is the same as one in the path', async () => {
  await put('dir/k', 'by host');
  const url = new URL(await getSignedUrl(client, new s3.GetObjectCommand({ Bucket: bucket, Key: 'dir/k' })));
  expect(await (await fetch(url)).text()).toBe('by host');
  const signed = new s3.S3Client({
    endpoint: local.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  signed.middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { path: string; headers: Record<string, string> };
      request.path = request.path.replace(`/${bucket}`, '');
      request.headers['host'] = `${bucket}.s3.localhost:${new URL(local.endpoint).port}`;
      return next(args);
    },
    { step: 'build', priority: 'low' },
  );
  const { Body } = await signed.send(new s3.GetObjectCommand({ Bucket: bucket, Key: 'dir/k' }));
  expect(await Body?.transformToString()).toBe('by host');
  signed.destroy();
});
