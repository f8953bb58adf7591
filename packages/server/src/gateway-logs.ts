import { createHash, randomUUID } from 'node:crypto';
import type { ExecutionLogSink } from '@portico/gateway';
import type { LogBatch, LogEvent, LogGroup, LogStore, Scope } from '@portico/store';

/** What the gateway logs, on its way to CloudWatch Logs: in batches, off the request path. */
export interface GatewayLogs extends ExecutionLogSink {
  /** Writes what waits. */
  flush(): void;
  /** Writes what waits, and ends. */
  close(): void;
}

export interface GatewayLogsOptions {
  readonly logs: LogStore;
  /** Whose an API is; undefined for one that is gone. */
  readonly ownerOf: (restApiId: string) => Scope | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly log: (line: string) => void;
}

/** How long an event waits for others. */
const BATCH_IN_MILLIS = 100;
/** Events that wait while the disk is behind: those that come then are lost, and counted. */
const MAX_WAITING_EVENTS = 50_000;
/** An event of an execution log is cut there (spec: data plane, section 18.2). */
const MAX_EVENT_BYTES = 1024;
const SWEEP_IN_MILLIS = 60_000;
/** Also swept after so many events, so that a flood cannot outgrow the cap between two sweeps by much. */
const SWEEP_AFTER_EVENTS = 50_000;

interface WaitingEvents {
  readonly apiId: string;
  readonly place: LogPlace;
  readonly events: LogEvent[];
}

interface LogPlace {
  readonly groupName: string;
  /** Where the log group's ARN says it is; undefined: where the API is. */
  readonly scope: Scope | undefined;
  /** A group for access logs is the user's to make. */
  readonly isMade: boolean;
}

/**
 * Execution logs go to `API-Gateway-Execution-Logs_{apiId}/{stage}`, each line an event that begins with its request's id, in one
 * stream for each group and process. A group that is not there is made, as the service makes it; one that a stage names for its
 * access log has to be there.
 */
export function createGatewayLogs({ logs, ownerOf, now, log }: GatewayLogsOptions): GatewayLogs {
  const process = randomUUID();
  const owners = new Map<string, Scope>();
  let waiting = new Map<string, WaitingEvents>();
  let count = 0;
  let lost = 0;
  let unswept = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const sweeper = setInterval(sweep, SWEEP_IN_MILLIS);
  sweeper.unref();

  function sweep(): void {
    unswept = 0;
    attempt(() => logs.sweep(now()));
  }

  /** The gateway goes on without its logs: a full disk must not stop the requests. */
  function attempt(write: () => void): void {
    try {
      write();
    } catch (failure) {
      log(`Logs could not be written: ${failure instanceof Error ? failure.message : String(failure)}`);
    }
  }

  function ownerOfApi(apiId: string): Scope | undefined {
    const owner = owners.get(apiId) ?? ownerOf(apiId);
    if (owner !== undefined) owners.set(apiId, owner);
    return owner;
  }

  function batchOf({ apiId, place, events }: WaitingEvents): LogBatch | undefined {
    const owner = ownerOfApi(apiId);
    const scope = place.scope ?? owner;
    // An ARN of another account would be a way into it.
    if (owner === undefined || scope === undefined || scope.accountId !== owner.accountId) return undefined;
    const { groupName } = place;
    const streamName = createHash('md5').update(`${process} ${groupName}`).digest('hex');
    if (logs.stream(scope, groupName, streamName) === undefined) {
      if (place.isMade && logs.group(scope, groupName) === undefined) logs.putGroup(scope, newGroup(groupName, now()));
      logs.createStream(scope, groupName, streamName, now());
    }
    return { accountId: scope.accountId, region: scope.region, groupName, streamName, events };
  }

  function add(apiId: string, place: LogPlace, messages: readonly string[]): void {
    if (count + messages.length > MAX_WAITING_EVENTS) {
      lost += messages.length;
      return;
    }
    count += messages.length;
    const key = JSON.stringify([apiId, place]);
    const known = waiting.get(key);
    const events = known?.events ?? [];
    if (known === undefined) waiting.set(key, { apiId, place, events });
    const timestamp = now();
    for (const message of messages) events.push({ timestamp, message });
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    const taken = waiting;
    unswept += count;
    waiting = new Map();
    count = 0;
    attempt(() => {
      const batches = [...taken.values()].flatMap((each) => batchOf(each) ?? []);
      logs.append(batches, now());
    });
    if (unswept >= SWEEP_AFTER_EVENTS) sweep();
    if (lost > 0) {
      log(`${lost} events of logs were lost: they came faster than they could be written`);
      lost = 0;
    }
  }

  return {
    write({ apiId, stageName, requestId, lines, accessLog }) {
      timer ??= setTimeout(flush, BATCH_IN_MILLIS);
      if (lines.length > 0) {
        const messages = lines.map((line) => cut(`(${requestId}) ${line}`));
        const groupName = `API-Gateway-Execution-Logs_${apiId}/${stageName}`;
        add(apiId, { groupName, scope: undefined, isMade: true }, messages);
      }
      const place = accessLog && placeOf(accessLog.destinationArn);
      if (accessLog !== undefined && place !== undefined && accessLog.line !== '') add(apiId, place, [accessLog.line]);
    },
    flush,
    close() {
      clearInterval(sweeper);
      flush();
    },
  };
}

/** Of `arn:aws:logs:us-east-1:000000000000:log-group:name`; undefined for another ARN. */
function placeOf(destinationArn: string): LogPlace | undefined {
  const parts = /^arn:[^:]+:logs:([^:]+):(\d{12}):log-group:([^:]+)(?::\*)?$/.exec(destinationArn);
  const [, region = '', accountId = '', groupName = ''] = parts ?? [];
  return parts === null ? undefined : { groupName, scope: { accountId, region }, isMade: false };
}

function newGroup(name: string, creationTime: number): LogGroup {
  return { name, creationTime, tags: {}, logGroupClass: 'STANDARD', storedBytes: 0 };
}

/** Within the limit, at the end of a character. */
function cut(message: string): string {
  if (message.length * 3 <= MAX_EVENT_BYTES || Buffer.byteLength(message) <= MAX_EVENT_BYTES) return message;
  const octets = Buffer.from(message);
  let end = MAX_EVENT_BYTES;
  while (((octets[end] ?? 0) & 0xc0) === 0x80) end--;
  return octets.toString('utf8', 0, end);
}
