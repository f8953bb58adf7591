import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test';
import { AddTagsCommand, CreateModelCommand, DeleteTagsCommand, ListTagsCommand } from '@aws-sdk/client-sagemaker';
import type { LocalSageMaker } from '../../testing/local-sagemaker.ts';
import { IMAGE, ROLE, startLocalSageMaker } from '../../testing/local-sagemaker.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalSageMaker;
beforeAll(async () => {
  local = await startLocalSageMaker();
});
afterAll(() => local.close());
beforeEach(async () => {
  local.reset();
  const PrimaryContainer = { Image: IMAGE };
  const Tags = [{ Key: 'stage', Value: 'test' }];
  await local.client.send(new CreateModelCommand({ ModelName: 'M', ExecutionRoleArn: ROLE, PrimaryContainer, Tags }));
});

const ResourceArn = 'arn:aws:sagemaker:us-east-1:000000000000:model/m';

test('tags are added, replaced, listed and deleted', async () => {
  const Tags = [
    { Key: 'stage', Value: 'prod' },
    { Key: 'team', Value: 'a/b' },
  ];
  expect((await local.client.send(new AddTagsCommand({ ResourceArn, Tags }))).Tags).toEqual(Tags);
  await local.client.send(new DeleteTagsCommand({ ResourceArn, TagKeys: ['stage', 'none'] }));
  expect((await local.client.send(new ListTagsCommand({ ResourceArn }))).Tags).toEqual([{ Key: 'team', Value: 'a/b' }]);
});

test('what there is no document of', async () => {
  const other = ResourceArn.replace('model/m', 'endpoint/none');
  expect((await refused(local.client.send(new ListTagsCommand({ ResourceArn: other }))))[2]).toBe(
    `Could not find resource "${other}".`,
  );
});

test('at most 50', async () => {
  const Tags = Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: '' }));
  expect((await refused(local.client.send(new AddTagsCommand({ ResourceArn, Tags }))))[2]).toBe(
    'The number of tags exceeds the limit of 50 for a resource.',
  );
});

test('a key with a character that is not allowed', async () => {
  const call = local.client.send(new AddTagsCommand({ ResourceArn, Tags: [{ Key: 'a!', Value: '' }] }));
  expect((await refused(call))[2]).toBe(
    "1 validation error detected: Value 'a!' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: ^([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)$",
  );
});
