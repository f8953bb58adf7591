import type { LogEvent } from '@portico/store';
import { EVENT_OVERHEAD_BYTES } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readNumber, readObjects, readString } from '../../json-input.ts';
import { invalidParameter, noSuchStream, violation } from '../logs-error.ts';
import { readGroupName, readStreamName } from '../logs-input.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { sequenceToken } from '../streams/describe-log-streams.ts';

const MAX_EVENTS = 10_000;
const MAX_BATCH_BYTES = 1_048_576;
const HOUR_IN_MILLIS = 3_600_000;
const DAY_IN_MILLIS = 24 * HOUR_IN_MILLIS;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
export function putLogEvents(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  const groupName = readGroupName(input);
  const streamName = readStreamName(input);
  authorizeLogs(ports, caller, 'PutLogEvents', groupName, streamName);
  const events = readEvents(input);
  const group = theGroup(ports, caller, groupName);
  if (ports.logs.stream(caller, groupName, streamName) === undefined) throw noSuchStream();
  const now = ports.now();
  const { accepted, rejected } = sortOut(events, now, group.retentionInDays);
  ports.logs.append(
    [{ accountId: caller.accountId, region: caller.region, groupName, streamName, events: accepted }],
    now,
  );
  return {
    nextSequenceToken: sequenceToken(streamName),
    ...(Object.keys(rejected).length > 0 && { rejectedLogEventsInfo: rejected }),
  };
}

function readEvents(input: JsonObject): readonly LogEvent[] {
  const list = readObjects(input, 'logEvents');
  if (list === undefined) throw violation(undefined, 'logEvents', 'Member must not be null');
  if (list.length === 0) throw violation('[]', 'logEvents', 'Member must have length greater than or equal to 1');
  if (list.length > MAX_EVENTS) {
    throw violation('[...]', 'logEvents', `Member must have length less than or equal to ${MAX_EVENTS}`);
  }
  let bytes = 0;
  let previous = 0;
  const events = list.map((item, index): LogEvent => {
    const member = `logEvents.${index + 1}.member`;
    const timestamp = readNumber(item, 'timestamp');
    const message = readString(item, 'message');
    if (timestamp === undefined) throw violation(undefined, `${member}.timestamp`, 'Member must not be null');
    if (message === undefined) throw violation(undefined, `${member}.message`, 'Member must not be null');
    if (message === '') throw violation('', `${member}.message`, 'Member must have length greater than or equal to 1');
    if (timestamp < 0 || !Number.isSafeInteger(timestamp)) {
      throw violation(timestamp, `${member}.timestamp`, 'Member must have value greater than or equal to 0');
    }
    if (timestamp < previous) {
      throw invalidParameter('Log events in a single PutLogEvents request must be in chronological order.');
    }
    previous = timestamp;
    bytes += Buffer.byteLength(message) + EVENT_OVERHEAD_BYTES;
    return { timestamp, message };
  });
  if (bytes > MAX_BATCH_BYTES) {
    throw invalidParameter(`Upload too large: ${bytes} bytes exceeds limit of ${MAX_BATCH_BYTES}`);
  }
  if (previous - (events[0]?.timestamp ?? previous) > DAY_IN_MILLIS) {
    throw invalidParameter('The batch of log events in a single PutLogEvents request cannot span more than 24 hours.');
  }
  return events;
}

interface Rejected {
  /** The first event that is more than two hours ahead. */
  tooNewLogEventStartIndex?: number;
  /** Behind the last event that is older than fourteen days. */
  tooOldLogEventEndIndex?: number;
  /** Behind the last event that is older than the group's retention. */
  expiredLogEventEndIndex?: number;
}

function sortOut(
  events: readonly LogEvent[],
  now: number,
  retentionInDays: number | undefined,
): { readonly accepted: readonly LogEvent[]; readonly rejected: Readonly<Rejected> } {
  const rejected: Rejected = {};
  const expiry = retentionInDays === undefined ? 0 : now - retentionInDays * DAY_IN_MILLIS;
  const accepted = events.filter(({ timestamp }, index) => {
    if (timestamp > now + 2 * HOUR_IN_MILLIS) rejected.tooNewLogEventStartIndex ??= index;
    else if (timestamp < now - 14 * DAY_IN_MILLIS) rejected.tooOldLogEventEndIndex = index + 1;
    else if (timestamp < expiry) rejected.expiredLogEventEndIndex = index + 1;
    else return true;
    return false;
  });
  return { accepted, rejected };
}
