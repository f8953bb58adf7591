import type { LogPlace, LogStream, StoredLogEvent } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readString, readStrings } from '../../json-input.ts';
import { compileFilterPattern } from '../filter-pattern/filter-pattern.ts';
import { invalidParameter } from '../logs-error.ts';
import { readGroupName, readInteger, readTimes } from '../logs-input.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { eventId, placeOf } from '../tokens.ts';
import { MAX_PAGE_BYTES, MAX_PAGE_EVENTS } from './page-limits.ts';

const BATCH = 1000;
/** How long one request looks, since nothing else is done meanwhile; the answer says where the next one goes on. */
const MAX_SCAN_IN_MILLIS = 100;
const MAX_STREAM_NAMES = 100;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html. Streams are always interleaved. */
export function filterLogEvents(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  const groupName = readGroupName(input);
  authorizeLogs(ports, caller, 'FilterLogEvents', groupName);
  const matches = compileFilterPattern(readString(input, 'filterPattern') ?? '');
  const limit = readInteger(input, 'limit', 1, MAX_PAGE_EVENTS) ?? MAX_PAGE_EVENTS;
  const times = readTimes(input);
  const token = readString(input, 'nextToken');
  theGroup(ports, caller, groupName);
  const streamNames = chosenStreams(input, ports.logs.streams(caller, groupName));

  let place: LogPlace | undefined = token === undefined ? undefined : placeOf(token);
  const found: StoredLogEvent[] = [];
  let bytes = 0;
  const deadline = performance.now() + MAX_SCAN_IN_MILLIS;
  let isEnd = false;
  let isFull = false;
  while (!isEnd && !isFull) {
    const batch = ports.logs.events(caller, groupName, {
      limit: BATCH,
      ...times,
      ...(streamNames !== undefined && { streamNames }),
      ...(place !== undefined && { after: place }),
    });
    isEnd = batch.length < BATCH;
    for (const event of batch) {
      isFull =
        found.length === limit || bytes >= MAX_PAGE_BYTES || (place !== undefined && performance.now() > deadline);
      if (isFull) break;
      place = event;
      if (!matches(event.message)) continue;
      found.push(event);
      bytes += Buffer.byteLength(event.message);
    }
  }
  return {
    events: found.map((event) => ({
      logStreamName: event.streamName,
      timestamp: event.timestamp,
      message: event.message,
      ingestionTime: event.ingestionTime,
      eventId: eventId(event),
    })),
    searchedLogStreams: [],
    ...((isFull || !isEnd) && place !== undefined && { nextToken: eventId(place) }),
  };
}

/** Undefined: all of them. */
function chosenStreams(input: JsonObject, streams: readonly LogStream[]): readonly string[] | undefined {
  const names = readStrings(input, 'logStreamNames');
  const prefix = readString(input, 'logStreamNamePrefix');
  if (names !== undefined && prefix !== undefined) {
    throw invalidParameter('logStreamNames and logStreamNamePrefix are mutually exclusive parameters.');
  }
  if (prefix !== undefined) return streams.map(({ name }) => name).filter((name) => name.startsWith(prefix));
  if (names !== undefined && names.length > MAX_STREAM_NAMES) {
    throw invalidParameter(`At most ${MAX_STREAM_NAMES} log streams can be named.`);
  }
  return names;
}
