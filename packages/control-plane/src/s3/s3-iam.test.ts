import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import * as s3 from '@aws-sdk/client-s3';
import type { LocalS3 } from '../testing/local-s3.ts';
import { startLocalS3 } from '../testing/local-s3.ts';
import { sendTo } from '../testing/s3-request.ts';

let local: LocalS3;

const Bucket = 'errors';
const Key = 'k';

beforeAll(async () => {
  local = await startLocalS3();
  await local.client.send(new s3.CreateBucketCommand({ Bucket }));
  await local.client.send(new s3.PutObjectCommand({ Bucket, Key, Body: '0123456789' }));
});
afterAll(() => local.close());

const send = (
  method: string,
  target: string,
  body = '',
  headers: Readonly<Record<string, string>> = {},
  key = 'test',
) => sendTo(local, method, target, body, headers, key);

describe('IAM', () => {
  const asked: string[] = [];
  const seen = async (run: () => Promise<unknown>): Promise<readonly string[]> => {
    asked.length = 0;
    local.authorize = ({ action, resource }) => {
      asked.push(`${action} ${resource}`);
      return { isAllowed: true };
    };
    await run().catch(() => {});
    local.authorize = () => ({ isAllowed: true });
    return [...asked];
  };

  test.each<[string, () => Promise<unknown>, readonly string[]]>([
    ['ListBuckets', () => send('GET', '/'), ['s3:ListAllMyBuckets arn:aws:s3:::*']],
    ['CreateBucket', () => send('PUT', '/asked'), ['s3:CreateBucket arn:aws:s3:::asked']],
    ['ListObjectsV2', () => send('GET', '/errors?list-type=2'), ['s3:ListBucket arn:aws:s3:::errors']],
    ['HeadBucket', () => send('HEAD', '/errors'), ['s3:ListBucket arn:aws:s3:::errors']],
    ['GetObject', () => send('GET', '/errors/k'), ['s3:GetObject arn:aws:s3:::errors/k']],
    [
      'GetObject of nothing',
      () => send('GET', '/errors/n'),
      ['s3:GetObject arn:aws:s3:::errors/n', 's3:ListBucket arn:aws:s3:::errors'],
    ],
    ['PutObject', () => send('PUT', '/errors/k', '0123456789'), ['s3:PutObject arn:aws:s3:::errors/k']],
    [
      'PutObject with tags',
      () => send('PUT', '/errors/k', '0123456789', { 'x-amz-tagging': 'a=1' }),
      ['s3:PutObject arn:aws:s3:::errors/k', 's3:PutObjectTagging arn:aws:s3:::errors/k'],
    ],
    [
      'CopyObject',
      () => send('PUT', '/errors/k2', '', { 'x-amz-copy-source': '/errors/k' }),
      ['s3:PutObject arn:aws:s3:::errors/k2', 's3:GetObject arn:aws:s3:::errors/k'],
    ],
    ['DeleteObject', () => send('DELETE', '/errors/k2'), ['s3:DeleteObject arn:aws:s3:::errors/k2']],
    ['CreateMultipartUpload', () => send('POST', '/errors/u?uploads'), ['s3:PutObject arn:aws:s3:::errors/u']],
    [
      'GetBucketEncryption',
      () => send('GET', '/errors?encryption'),
      ['s3:GetEncryptionConfiguration arn:aws:s3:::errors'],
    ],
  ])('is asked for %s', async (_name, run, expected) => {
    expect(await seen(run)).toEqual([...expected]);
  });

  test('says no with its own sentence', async () => {
    local.authorize = () => ({ isAllowed: false, message: 'User: a is not authorized to perform: b' });
    const got = await send('GET', '/errors/k');
    local.authorize = () => ({ isAllowed: true });
    expect([got.status, got.code, got.message]).toEqual([
      403,
      'AccessDenied',
      'User: a is not authorized to perform: b',
    ]);
  });

  test('a bucket policy lets another account in, and only where it says so', async () => {
    const Policy = JSON.stringify({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111111111111:root' },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::errors/k',
      },
    });
    const real = await startLocalS3();
    await real.client.send(new s3.CreateBucketCommand({ Bucket }));
    await real.client.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'shared' }));
    const other = real.clientOf('other');
    const get = () => other.send(new s3.GetObjectCommand({ Bucket, Key }));
    await expect(get()).rejects.toMatchObject({ name: 'AccessDenied' });
    await real.client.send(new s3.PutBucketPolicyCommand({ Bucket, Policy }));
    expect(await (await get()).Body?.transformToString()).toBe('shared');
    await expect(other.send(new s3.PutObjectCommand({ Bucket, Key, Body: 'x' }))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
    await real.close();
  });

  test('a key that may not be listed is as forbidden as one that may not be read', async () => {
    local.authorize = ({ action }) =>
      action === 's3:ListBucket' ? { isAllowed: false, message: 'no' } : { isAllowed: true };
    const got = await send('GET', '/errors/nothing');
    local.authorize = () => ({ isAllowed: true });
    expect([got.status, got.code]).toEqual([403, 'AccessDenied']);
  });
});
