import type { LogRange, StoredLogEvent } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readBoolean, readString } from '../../json-input.ts';
import { noSuchStream } from '../logs-error.ts';
import { readGroupName, readInteger, readStreamName, readTimes } from '../logs-input.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { eventId, invalidToken, placeOf } from '../tokens.ts';
import { MAX_PAGE_BYTES, MAX_PAGE_EVENTS } from './page-limits.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetLogEvents.html */
export function getLogEvents(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  const groupName = readGroupName(input);
  const streamName = readStreamName(input);
  authorizeLogs(ports, caller, 'GetLogEvents', groupName, streamName);
  const token = readToken(readString(input, 'nextToken'));
  const { startTime, endTime } = readTimes(input);
  const limit = readInteger(input, 'limit', 1, MAX_PAGE_EVENTS) ?? MAX_PAGE_EVENTS;
  theGroup(ports, caller, groupName);
  if (ports.logs.stream(caller, groupName, streamName) === undefined) throw noSuchStream();
  const isForward = token === undefined ? readBoolean(input, 'startFromHead') === true : token.isForward;
  const range: LogRange = {
    streamNames: [streamName],
    limit,
    fromEnd: !isForward,
    ...(startTime !== undefined && { startTime }),
    // This operation leaves the end out.
    ...(endTime !== undefined && { endTime: endTime - 1 }),
    ...(token !== undefined && (token.isForward ? { after: placeOf(token.id) } : { before: placeOf(token.id) })),
  };
  const events = withinBytes(ports.logs.events(caller, groupName, range), isForward);
  const [first] = events;
  const last = events.at(-1);
  const here = token?.id ?? eventId({ timestamp: isForward ? (startTime ?? 0) : (endTime ?? ports.now()), id: 0 });
  return {
    events: events.map(({ timestamp, message, ingestionTime }) => ({ timestamp, message, ingestionTime })),
    nextForwardToken: `f/${last === undefined ? here : eventId(last)}/s`,
    nextBackwardToken: `b/${first === undefined ? here : eventId(first)}/s`,
  };
}

function readToken(token: string | undefined): { readonly isForward: boolean; readonly id: string } | undefined {
  if (token === undefined) return undefined;
  const [, direction, id] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (id === undefined) throw invalidToken();
  return { isForward: direction === 'f', id };
}

/** The part of a page that one answer holds: its beginning, or its end when it is read backwards. */
function withinBytes(events: readonly StoredLogEvent[], isForward: boolean): readonly StoredLogEvent[] {
  const ordered = isForward ? events : events.toReversed();
  let bytes = 0;
  const end = ordered.findIndex(({ message }, index) => {
    bytes += Buffer.byteLength(message);
    return bytes > MAX_PAGE_BYTES && index > 0;
  });
  const kept = end < 0 ? ordered : ordered.slice(0, end);
  return isForward ? kept : kept.toReversed();
}
