import { createHash } from 'node:crypto';
import type { LogStream } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readBoolean, readString } from '../../json-input.ts';
import { invalidParameter } from '../logs-error.ts';
import { readEnum, readGroupName, readInteger } from '../logs-input.ts';
import { authorizeLogs, groupArn, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { pageOf } from '../tokens.ts';

const MAX_STREAMS = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
export function describeLogStreams(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  const groupName = readGroupName(input);
  authorizeLogs(ports, caller, 'DescribeLogStreams', groupName);
  const prefix = readString(input, 'logStreamNamePrefix');
  const orderBy = readEnum(input, 'orderBy', ['LogStreamName', 'LastEventTime']) ?? 'LogStreamName';
  if (prefix !== undefined && orderBy === 'LastEventTime') {
    throw invalidParameter('Cannot order by LastEventTime with a logStreamNamePrefix.');
  }
  const limit = readInteger(input, 'limit', 1, MAX_STREAMS) ?? MAX_STREAMS;
  theGroup(ports, caller, groupName);
  const found = ports.logs.streams(caller, groupName).filter(({ name }) => name.startsWith(prefix ?? ''));
  const ordered = orderBy === 'LogStreamName' ? found : found.toSorted(byLastEvent);
  const directed = readBoolean(input, 'descending') === true ? ordered.toReversed() : ordered;
  const { page, nextToken } = pageOf(directed, readString(input, 'nextToken'), limit);
  const arn = groupArn(caller, groupName);
  return { logStreams: page.map((stream) => streamOutput(arn, stream)), ...(nextToken !== undefined && { nextToken }) };
}

/** The token that PutLogEvents once asked for, and now takes any or none. */
export function sequenceToken(streamName: string): string {
  const digest = createHash('sha256').update(streamName).digest('hex');
  return BigInt(`0x${digest}`).toString().slice(0, 56).padStart(56, '4');
}

function byLastEvent(a: LogStream, b: LogStream): number {
  return (a.lastEventTimestamp ?? 0) - (b.lastEventTimestamp ?? 0);
}

function streamOutput(groupArn: string, stream: LogStream): unknown {
  const { name, creationTime, firstEventTimestamp, lastEventTimestamp, lastIngestionTime } = stream;
  return {
    logStreamName: name,
    creationTime,
    ...(firstEventTimestamp !== undefined && { firstEventTimestamp, lastEventTimestamp, lastIngestionTime }),
    uploadSequenceToken: sequenceToken(name),
    arn: `${groupArn}:log-stream:${name}`,
    // The service stopped counting streams: it is always 0.
    storedBytes: 0,
  };
}
