import type { JsonObject } from '../json-input.ts';
import { readNumber, readString } from '../json-input.ts';
import { invalidParameter, violation } from './logs-error.ts';

const GROUP_NAME = /^[.\-_/#A-Za-z0-9]+$/;
const STREAM_NAME = /^[^:*]*$/;

/** `logGroupName`, or the name in `logGroupIdentifier` (a name, or an ARN). Throws InvalidParameterException. */
export function readGroupName(input: JsonObject): string {
  const name = readString(input, 'logGroupName');
  const identifier = readString(input, 'logGroupIdentifier');
  if (name !== undefined && identifier !== undefined) {
    throw invalidParameter('LogGroup name and LogGroup identifier are mutually exclusive parameters.');
  }
  const given = name ?? (identifier && groupNameOf(identifier));
  return checkName(given, 'logGroupName', GROUP_NAME, '[\\.\\-_/#A-Za-z0-9]+');
}

export function readStreamName(input: JsonObject): string {
  return checkName(readString(input, 'logStreamName'), 'logStreamName', STREAM_NAME, '[^:*]*');
}

/** `arn:aws:logs:us-east-1:000000000000:log-group:name:*`, or a name. */
export function groupNameOf(identifier: string): string {
  return /^arn:[^:]+:logs:[^:]*:\d*:log-group:([^:]+)(?::\*)?$/.exec(identifier)?.[1] ?? identifier;
}

/** A whole number within bounds. Throws InvalidParameterException. */
export function readInteger(input: JsonObject, name: string, least: number, most: number): number | undefined {
  const value = readNumber(input, name);
  if (value === undefined) return undefined;
  if (value < least) throw violation(value, name, `Member must have value greater than or equal to ${least}`);
  if (value > most) throw violation(value, name, `Member must have value less than or equal to ${most}`);
  return Math.trunc(value);
}

/** `startTime` and `endTime`, epoch milliseconds, where they are given. Throws InvalidParameterException for an end before the start. */
export function readTimes(input: JsonObject): { readonly startTime?: number; readonly endTime?: number } {
  const startTime = readInteger(input, 'startTime', 0, Number.MAX_SAFE_INTEGER);
  const endTime = readInteger(input, 'endTime', 0, Number.MAX_SAFE_INTEGER);
  if (startTime !== undefined && endTime !== undefined && startTime > endTime) {
    throw invalidParameter('startTime must be before endTime.');
  }
  return { ...(startTime !== undefined && { startTime }), ...(endTime !== undefined && { endTime }) };
}

export function readEnum<Value extends string>(
  input: JsonObject,
  name: string,
  values: readonly Value[],
): Value | undefined {
  const text = readString(input, name);
  if (text === undefined) return undefined;
  const value = values.find((each) => each === text);
  if (value === undefined) throw violation(text, name, `Member must satisfy enum value set: [${values.join(', ')}]`);
  return value;
}

function checkName(name: string | undefined, member: string, pattern: RegExp, shown: string): string {
  if (name === undefined) throw violation(undefined, member, 'Member must not be null');
  if (name === '') throw violation(name, member, 'Member must have length greater than or equal to 1');
  if (name.length > 512) throw violation(name, member, 'Member must have length less than or equal to 512');
  if (!pattern.test(name)) throw violation(name, member, `Member must satisfy regular expression pattern: ${shown}`);
  return name;
}
