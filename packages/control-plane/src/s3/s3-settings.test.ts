import { afterAll, beforeAll, expect, test } from 'bun:test';
import * as s3 from '@aws-sdk/client-s3';
import type { LocalS3 } from '../testing/local-s3.ts';
import { startLocalS3 } from '../testing/local-s3.ts';

// What a bucket has no settings for, as the SDK sees it.

let local: LocalS3;
const Bucket = 'settings';

beforeAll(async () => {
  local = await startLocalS3();
  await local.client.send(new s3.CreateBucketCommand({ Bucket }));
  await local.client.send(new s3.PutObjectCommand({ Bucket, Key: 'k', Body: 'x' }));
});
afterAll(() => local.close());

test.each<[string, () => Promise<unknown>]>([
  ['NoSuchCORSConfiguration', () => local.client.send(new s3.GetBucketCorsCommand({ Bucket }))],
  ['NoSuchLifecycleConfiguration', () => local.client.send(new s3.GetBucketLifecycleConfigurationCommand({ Bucket }))],
  ['NoSuchWebsiteConfiguration', () => local.client.send(new s3.GetBucketWebsiteCommand({ Bucket }))],
  ['ReplicationConfigurationNotFoundError', () => local.client.send(new s3.GetBucketReplicationCommand({ Bucket }))],
  [
    'ObjectLockConfigurationNotFoundError',
    () => local.client.send(new s3.GetObjectLockConfigurationCommand({ Bucket })),
  ],
])('%s', async (name, ask) => {
  expect(await ask().catch((error: unknown) => error)).toMatchObject({ name });
});

test('settings that every bucket has answer what a new bucket has', async () => {
  const { client } = local;
  expect((await client.send(new s3.GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
  expect((await client.send(new s3.GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
  expect((await client.send(new s3.GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
  const { TopicConfigurations } = await client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket }));
  expect(TopicConfigurations).toBeUndefined();
  const { Grants } = await client.send(new s3.GetObjectAclCommand({ Bucket, Key: 'k' }));
  expect(Grants?.map(({ Permission }) => Permission)).toEqual(['FULL_CONTROL']);
});

test('encryption, tags and public access: what is deleted is as at first', async () => {
  const { client } = local;
  const TagSet = [{ Key: 'a', Value: 'b' }];
  await client.send(new s3.PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
  await client.send(new s3.DeleteBucketTaggingCommand({ Bucket }));
  const tags = await client.send(new s3.GetBucketTaggingCommand({ Bucket })).catch((error: unknown) => error);
  expect(tags).toMatchObject({ name: 'NoSuchTagSet' });
  const before = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
  await client.send(new s3.DeleteBucketEncryptionCommand({ Bucket }));
  const after = await client.send(new s3.GetBucketEncryptionCommand({ Bucket }));
  expect(after.ServerSideEncryptionConfiguration).toEqual(before.ServerSideEncryptionConfiguration);
  await client.send(new s3.DeletePublicAccessBlockCommand({ Bucket }));
  const access = await client.send(new s3.GetPublicAccessBlockCommand({ Bucket })).catch((error: unknown) => error);
  expect(access).toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
});
