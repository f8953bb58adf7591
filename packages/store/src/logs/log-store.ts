import type { Scope } from '../scope.ts';

/** What CloudWatch Logs adds to the length of each message, in batches and in what a group holds. */
export const EVENT_OVERHEAD_BYTES = 26;

/** Log groups, their streams and events (CloudWatch Logs). Times are epoch milliseconds. Calls are synchronous. */
export interface LogStore {
  /** Adds or replaces what a group is, not its streams. */
  putGroup(scope: Scope, group: LogGroup): void;
  group(scope: Scope, name: string): LogGroup | undefined;
  /** In the order of their names. */
  groups(scope: Scope): readonly LogGroup[];
  /** With its streams and events. True when it was there. */
  deleteGroup(scope: Scope, name: string): boolean;

  /** Adds a stream; false when the group is not there, or has one of that name. */
  createStream(scope: Scope, groupName: string, name: string, now: number): boolean;
  stream(scope: Scope, groupName: string, name: string): LogStream | undefined;
  streams(scope: Scope, groupName: string): readonly LogStream[];
  deleteStream(scope: Scope, groupName: string, name: string): boolean;

  /** In one transaction. What is for a group or a stream that is not there is left out. */
  append(batches: readonly LogBatch[], now: number): void;
  /** Events by time, those of the same time in the order of their arrival. */
  events(scope: Scope, groupName: string, range: LogRange): readonly StoredLogEvent[];

  /** Drops what is older than its group's retention, then the oldest until all of it fits into the cap. Returns how many events went. */
  sweep(now: number): number;
  close(): void;
}

export interface LogGroup {
  readonly name: string;
  readonly creationTime: number;
  /** Absent: as long as the server's default says. */
  readonly retentionInDays?: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly kmsKeyId?: string;
  readonly logGroupClass: string;
  /** Octets of its events, as CloudWatch Logs counts them. Ignored when it is put. */
  readonly storedBytes: number;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  /** Absent while it has no event. */
  readonly firstEventTimestamp?: number;
  readonly lastEventTimestamp?: number;
  readonly lastIngestionTime?: number;
}

export interface LogBatch extends Scope {
  readonly groupName: string;
  readonly streamName: string;
  readonly events: readonly LogEvent[];
}

export interface LogEvent {
  readonly timestamp: number;
  readonly message: string;
}

export interface StoredLogEvent extends LogEvent {
  /** Grows with every event that arrives. */
  readonly id: number;
  readonly ingestionTime: number;
  readonly streamName: string;
}

/** A place between events: behind the event of this time and id. */
export interface LogPlace {
  readonly timestamp: number;
  readonly id: number;
}

export interface LogRange {
  /** Inclusive. */
  readonly startTime?: number;
  /** Inclusive. */
  readonly endTime?: number;
  /** Absent: all of them. */
  readonly streamNames?: readonly string[];
  readonly after?: LogPlace;
  readonly before?: LogPlace;
  /** The last ones of the range instead of the first; they come in their order all the same. */
  readonly fromEnd?: boolean;
  readonly limit: number;
}

export interface LogStoreLimits {
  /** Of groups without a retention of their own. */
  readonly defaultRetentionInDays: number;
  /** Octets of the file. */
  readonly maxBytes: number;
}
