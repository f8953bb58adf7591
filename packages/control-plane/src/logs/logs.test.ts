import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import * as cw from '@aws-sdk/client-cloudwatch-logs';
import type { LogStore } from '@portico/store';
import { openLogStore } from '@portico/store';
import type { Authorize } from '../authorization.ts';
import type { LocalService } from '../testing/local-service.ts';
import { startLocalService } from '../testing/local-service.ts';
import { handleLogs } from './handle-logs.ts';

let service: LocalService;
let client: cw.CloudWatchLogsClient;
let logs: LogStore;
let authorize: Authorize;

const NOW = Date.now();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const group = { logGroupName: '/portico/test' };
const stream = { ...group, logStreamName: 's' };

beforeAll(async () => {
  service = await startLocalService((request) =>
    handleLogs(request, { logs, authorize: (asked) => authorize(asked), now: () => NOW }),
  );
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new cw.CloudWatchLogsClient({
    endpoint: service.endpoint,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
  });
});
afterAll(() => {
  client.destroy();
  service.close();
});
beforeEach(async () => {
  logs = openLogStore(':memory:', { defaultRetentionInDays: 30, maxBytes: 1e9 });
  authorize = () => ({ isAllowed: true });
  await client.send(new cw.CreateLogGroupCommand({ ...group, tags: { team: 'ml' } }));
  await client.send(new cw.CreateLogStreamCommand(stream));
});
afterEach(() => logs.close());

function put(messages: readonly string[], times: readonly number[] = messages.map((_, i) => NOW - 1000 + i)) {
  const logEvents = messages.map((message, i) => ({ message, timestamp: times[i] ?? NOW }));
  return client.send(new cw.PutLogEventsCommand({ ...stream, logEvents }));
}

async function refusal(call: Promise<unknown>): Promise<readonly [string, number | undefined, string]> {
  const error = await call.then(
    () => undefined,
    (thrown: cw.CloudWatchLogsServiceException) => thrown,
  );
  return [error?.name ?? 'accepted', error?.$metadata.httpStatusCode, error?.message ?? ''];
}

describe('groups and streams', () => {
  test('are described by prefix, in pages', async () => {
    for (const name of ['/a', '/b', '/portico/other']) {
      await client.send(new cw.CreateLogGroupCommand({ logGroupName: name }));
    }
    const first = await client.send(new cw.DescribeLogGroupsCommand({ limit: 3 }));
    const second = await client.send(new cw.DescribeLogGroupsCommand({ limit: 3, nextToken: first.nextToken }));
    expect([...(first.logGroups ?? []), ...(second.logGroups ?? [])].map((each) => each.logGroupName)).toEqual([
      '/a',
      '/b',
      '/portico/other',
      '/portico/test',
    ]);
    expect(second.nextToken).toBeUndefined();
    const found = await client.send(new cw.DescribeLogGroupsCommand({ logGroupNamePrefix: '/portico/t' }));
    expect(found.logGroups).toEqual([
      {
        logGroupName: '/portico/test',
        creationTime: NOW,
        metricFilterCount: 0,
        arn: 'arn:aws:logs:us-east-1:000000000000:log-group:/portico/test:*',
        logGroupArn: 'arn:aws:logs:us-east-1:000000000000:log-group:/portico/test',
        storedBytes: 0,
        logGroupClass: 'STANDARD',
      },
    ]);
    const pattern = await client.send(new cw.DescribeLogGroupsCommand({ logGroupNamePattern: 'OTHER' }));
    expect(pattern.logGroups?.map((each) => each.logGroupName)).toEqual(['/portico/other']);
  });

  test('keep a retention until it is taken away', async () => {
    const retention = async () =>
      (await client.send(new cw.DescribeLogGroupsCommand({}))).logGroups?.[0]?.retentionInDays;
    await client.send(new cw.PutRetentionPolicyCommand({ ...group, retentionInDays: 7 }));
    expect(await retention()).toBe(7);
    await client.send(new cw.DeleteRetentionPolicyCommand(group));
    expect(await retention()).toBeUndefined();
  });

  test('are tagged by ARN and by name', async () => {
    const resourceArn = 'arn:aws:logs:us-east-1:000000000000:log-group:/portico/test';
    await client.send(new cw.TagResourceCommand({ resourceArn, tags: { a: '1', b: '2' } }));
    await client.send(new cw.UntagLogGroupCommand({ ...group, tags: ['a'] }));
    await client.send(new cw.TagLogGroupCommand({ ...group, tags: { c: '3' } }));
    await client.send(new cw.UntagResourceCommand({ resourceArn: `${resourceArn}:*`, tagKeys: ['team'] }));
    const byArn = await client.send(new cw.ListTagsForResourceCommand({ resourceArn }));
    const byName = await client.send(new cw.ListTagsLogGroupCommand(group));
    expect([byArn.tags, byName.tags]).toEqual([
      { b: '2', c: '3' },
      { b: '2', c: '3' },
    ]);
  });

  test('streams are ordered by name or by their last event', async () => {
    for (const logStreamName of ['c', 'a', 'b']) {
      await client.send(new cw.CreateLogStreamCommand({ ...group, logStreamName }));
    }
    for (const [logStreamName, timestamp] of [
      ['a', NOW - 2],
      ['c', NOW - 1],
    ] as const) {
      const logEvents = [{ message: 'm', timestamp }];
      await client.send(new cw.PutLogEventsCommand({ ...group, logStreamName, logEvents }));
    }
    const names = async (input: Partial<cw.DescribeLogStreamsCommandInput>) =>
      (await client.send(new cw.DescribeLogStreamsCommand({ ...group, ...input }))).logStreams?.map(
        (each) => each.logStreamName,
      );
    expect(await names({})).toEqual(['a', 'b', 'c', 's']);
    expect(await names({ descending: true, limit: 2 })).toEqual(['s', 'c']);
    expect((await names({ orderBy: 'LastEventTime', descending: true }))?.slice(0, 2)).toEqual(['c', 'a']);
    expect(await names({ logStreamNamePrefix: 'b' })).toEqual(['b']);
    await client.send(new cw.DeleteLogStreamCommand(stream));
    await client.send(new cw.DeleteLogGroupCommand(group));
    expect((await client.send(new cw.DescribeLogGroupsCommand({}))).logGroups).toEqual([]);
  });
});

describe('events', () => {
  test('are read forwards and backwards by tokens', async () => {
    await put(Array.from({ length: 7 }, (_, i) => `m${i}`));
    const page = async (input: Partial<cw.GetLogEventsCommandInput>) => {
      const got = await client.send(new cw.GetLogEventsCommand({ ...stream, ...input }));
      return { ...got, messages: got.events?.map(({ message }) => message) };
    };
    const latest = await page({ limit: 3 });
    expect(latest.messages).toEqual(['m4', 'm5', 'm6']);
    const older = await page({ limit: 3, nextToken: latest.nextBackwardToken });
    expect(older.messages).toEqual(['m1', 'm2', 'm3']);
    const first = await page({ startFromHead: true, limit: 5 });
    expect(first.messages).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
    const rest = await page({ nextToken: first.nextForwardToken });
    expect(rest.messages).toEqual(['m5', 'm6']);
    const end = await page({ nextToken: rest.nextForwardToken });
    expect([end.messages, end.nextForwardToken]).toEqual([[], rest.nextForwardToken]);
    await put(['later']);
    expect((await page({ nextToken: end.nextForwardToken })).messages).toEqual([]);
    await put(['later'], [NOW]);
    expect((await page({ nextToken: end.nextForwardToken })).messages).toEqual(['later']);
    const range = await page({ startTime: NOW - 999, endTime: NOW - 997, startFromHead: true });
    expect(range.messages).toEqual(['m1', 'm2']);
    const byArn = await client.send(
      new cw.GetLogEventsCommand({
        logGroupIdentifier: 'arn:aws:logs:us-east-1:000000000000:log-group:/portico/test',
        logStreamName: 's',
        limit: 1,
      }),
    );
    expect(byArn.events?.[0]).toEqual({ timestamp: NOW, message: 'later', ingestionTime: NOW });
  });

  test('of all streams are filtered, interleaved, in pages', async () => {
    await client.send(new cw.CreateLogStreamCommand({ ...group, logStreamName: 't' }));
    await put(['ERROR 1', 'info', 'ERROR 2'], [NOW - 30, NOW - 20, NOW - 10]);
    await client.send(
      new cw.PutLogEventsCommand({
        ...group,
        logStreamName: 't',
        logEvents: [{ message: 'ERROR t', timestamp: NOW - 20 }],
      }),
    );
    const filter = (input: Partial<cw.FilterLogEventsCommandInput>) =>
      client.send(new cw.FilterLogEventsCommand({ ...group, ...input }));
    const first = await filter({ filterPattern: 'ERROR', limit: 2 });
    expect(first.events?.map((each) => [each.logStreamName, each.message])).toEqual([
      ['s', 'ERROR 1'],
      ['t', 'ERROR t'],
    ]);
    expect(first.events?.[0]?.eventId).toMatch(/^\d{56}$/);
    const second = await filter({ filterPattern: 'ERROR', limit: 2, nextToken: first.nextToken });
    expect([second.events?.map(({ message }) => message), second.nextToken]).toEqual([['ERROR 2'], undefined]);
    const messages = async (input: Partial<cw.FilterLogEventsCommandInput>) =>
      (await filter(input)).events?.map(({ message }) => message);
    expect(await messages({ startTime: NOW - 20, endTime: NOW - 10 })).toEqual(['info', 'ERROR t', 'ERROR 2']);
    expect(await messages({ logStreamNames: ['t'] })).toEqual(['ERROR t']);
    expect(await messages({ logStreamNamePrefix: 's', filterPattern: '-info' })).toEqual(['ERROR 1', 'ERROR 2']);
    expect(await messages({ filterPattern: '{ $.a = 1 }' })).toEqual([]);
  });

  test('10,000 of them go in at once, and all come out page by page', async () => {
    await put(
      Array.from({ length: 10_000 }, (_, i) => `event ${i}`),
      Array.from({ length: 10_000 }, () => NOW),
    );
    let count = 0;
    let nextToken: string | undefined;
    do {
      const page: cw.FilterLogEventsCommandOutput = await client.send(
        new cw.FilterLogEventsCommand({ ...group, limit: 3000, nextToken }),
      );
      count += page.events?.length ?? 0;
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    expect(count).toBe(10_000);
  });

  test.each<[string, readonly number[], Partial<cw.RejectedLogEventsInfo> | undefined, number]>([
    ['in time', [NOW - DAY, NOW], undefined, 2],
    ['three hours ahead', [NOW, NOW + 3 * HOUR, NOW + 3 * HOUR], { tooNewLogEventStartIndex: 1 }, 1],
    ['fifteen days old', [NOW - 15 * DAY, NOW - 14 * DAY - 1, NOW - 14 * DAY], { tooOldLogEventEndIndex: 2 }, 1],
    ['behind the retention of three days', [NOW - 4 * DAY, NOW - 3 * DAY], { expiredLogEventEndIndex: 1 }, 1],
  ])('events %s', async (name, times, rejected, accepted) => {
    if (name.includes('retention'))
      await client.send(new cw.PutRetentionPolicyCommand({ ...group, retentionInDays: 3 }));
    const output = await put(
      times.map(() => 'm'),
      times,
    );
    expect(output.rejectedLogEventsInfo).toEqual(rejected as cw.RejectedLogEventsInfo);
    expect(output.nextSequenceToken).toMatch(/^\d{56}$/);
    expect((await client.send(new cw.FilterLogEventsCommand(group))).events?.length).toBe(accepted);
  });
});

describe('refused with the code and text of CloudWatch Logs', () => {
  const none = { logGroupName: 'none' };
  test.each<[string, () => Promise<unknown>, string, string]>([
    [
      'a group twice',
      () => client.send(new cw.CreateLogGroupCommand(group)),
      'ResourceAlreadyExistsException',
      'The specified log group already exists',
    ],
    [
      'a stream twice',
      () => client.send(new cw.CreateLogStreamCommand(stream)),
      'ResourceAlreadyExistsException',
      'The specified log stream already exists',
    ],
    [
      'a stream of no group',
      () => client.send(new cw.CreateLogStreamCommand({ ...none, logStreamName: 's' })),
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'deleting no group',
      () => client.send(new cw.DeleteLogGroupCommand(none)),
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'deleting no stream',
      () => client.send(new cw.DeleteLogStreamCommand({ ...group, logStreamName: 'none' })),
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'reading no group',
      () => client.send(new cw.FilterLogEventsCommand(none)),
      'ResourceNotFoundException',
      'The specified log group does not exist.',
    ],
    [
      'reading no stream',
      () => client.send(new cw.GetLogEventsCommand({ ...group, logStreamName: 'none' })),
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'writing to no stream',
      () =>
        client.send(
          new cw.PutLogEventsCommand({
            ...group,
            logStreamName: 'none',
            logEvents: [{ message: 'm', timestamp: NOW }],
          }),
        ),
      'ResourceNotFoundException',
      'The specified log stream does not exist.',
    ],
    [
      'a name with a space',
      () => client.send(new cw.CreateLogGroupCommand({ logGroupName: 'a b' })),
      'InvalidParameterException',
      "1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+",
    ],
    [
      'no name',
      () => client.send(new cw.CreateLogGroupCommand({ logGroupName: undefined })),
      'InvalidParameterException',
      "1 validation error detected: Value null at 'logGroupName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a stream name with a colon',
      () => client.send(new cw.CreateLogStreamCommand({ ...group, logStreamName: 'a:b' })),
      'InvalidParameterException',
      "1 validation error detected: Value 'a:b' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*",
    ],
    [
      'two names of a group',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, logGroupIdentifier: 'x' })),
      'InvalidParameterException',
      'LogGroup name and LogGroup identifier are mutually exclusive parameters.',
    ],
    [
      'a retention of two days',
      () => client.send(new cw.PutRetentionPolicyCommand({ ...group, retentionInDays: 2 })),
      'InvalidParameterException',
      "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]",
    ],
    [
      'events out of order',
      () => put(['a', 'b'], [NOW, NOW - 1]),
      'InvalidParameterException',
      'Log events in a single PutLogEvents request must be in chronological order.',
    ],
    [
      'events of two days',
      () => put(['a', 'b'], [NOW - DAY - 1, NOW]),
      'InvalidParameterException',
      'The batch of log events in a single PutLogEvents request cannot span more than 24 hours.',
    ],
    [
      'an empty message',
      () => put(['']),
      'InvalidParameterException',
      "1 validation error detected: Value '' at 'logEvents.1.member.message' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'no events',
      () => put([]),
      'InvalidParameterException',
      "1 validation error detected: Value '[]' at 'logEvents' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'more than a megabyte',
      () => put(['x'.repeat(600_000), 'x'.repeat(600_000)]),
      'InvalidParameterException',
      'Upload too large: 1200052 bytes exceeds limit of 1048576',
    ],
    [
      'a page of 10,001',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, limit: 10_001 })),
      'InvalidParameterException',
      "1 validation error detected: Value '10001' at 'limit' failed to satisfy constraint: Member must have value less than or equal to 10000",
    ],
    [
      'a token of nobody',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, nextToken: 'x' })),
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    [
      'a token of another list',
      () => client.send(new cw.DescribeLogGroupsCommand({ nextToken: 'eHg' })),
      'InvalidParameterException',
      'The specified nextToken is invalid.',
    ],
    [
      'an end before the start',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, startTime: 2, endTime: 1 })),
      'InvalidParameterException',
      'startTime must be before endTime.',
    ],
    [
      'streams by name and by prefix',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, logStreamNames: ['s'], logStreamNamePrefix: 's' })),
      'InvalidParameterException',
      'logStreamNames and logStreamNamePrefix are mutually exclusive parameters.',
    ],
    [
      'a pattern that is none',
      () => client.send(new cw.FilterLogEventsCommand({ ...group, filterPattern: 'a:b' })),
      'InvalidParameterException',
      "Invalid filter pattern: Invalid character(s) in term 'a:b'",
    ],
    [
      'an order by time of a prefix',
      () =>
        client.send(new cw.DescribeLogStreamsCommand({ ...group, orderBy: 'LastEventTime', logStreamNamePrefix: 'a' })),
      'InvalidParameterException',
      'Cannot order by LastEventTime with a logStreamNamePrefix.',
    ],
    [
      'a tag of AWS',
      () => client.send(new cw.TagLogGroupCommand({ ...group, tags: { 'aws:x': '1' } })),
      'InvalidParameterException',
      'aws: prefixed tag key names are not allowed for external use.',
    ],
    [
      'tags of something else',
      () => client.send(new cw.ListTagsForResourceCommand({ resourceArn: 'arn:aws:s3:::b' })),
      'InvalidParameterException',
      'The specified resource ARN is not that of a log group.',
    ],
    [
      'an operation that is not served',
      () => client.send(new cw.StartQueryCommand({ startTime: 1, endTime: 2, queryString: 'q' })),
      'UnknownOperationException',
      'The operation Logs_20140328.StartQuery is not served.',
    ],
  ])('%s', async (_name, run, name, message) => {
    expect(await refusal(run())).toEqual([name, 400, message]);
  });
});

describe('IAM', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      'PutLogEvents',
      () => put(['m']),
      'logs:PutLogEvents arn:aws:logs:us-east-1:000000000000:log-group:/portico/test:log-stream:s',
    ],
    [
      'FilterLogEvents',
      () => client.send(new cw.FilterLogEventsCommand(group)),
      'logs:FilterLogEvents arn:aws:logs:us-east-1:000000000000:log-group:/portico/test:log-stream:',
    ],
    [
      'DescribeLogGroups',
      () => client.send(new cw.DescribeLogGroupsCommand({})),
      'logs:DescribeLogGroups arn:aws:logs:us-east-1:000000000000:log-group::log-stream:',
    ],
  ])('is asked for %s, and its sentence is the answer', async (_name, run, asked) => {
    const questions: string[] = [];
    authorize = ({ action, resource }) => {
      questions.push(`${action} ${resource}`);
      return { isAllowed: false, message: 'User: a is not authorized to perform: b' };
    };
    expect(await refusal(run())).toEqual(['AccessDeniedException', 400, 'User: a is not authorized to perform: b']);
    expect(questions).toEqual([asked]);
  });
});
