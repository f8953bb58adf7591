import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readString, readStrings } from '../../json-input.ts';
import { invalidParameter, violation } from '../logs-error.ts';
import { groupNameOf, readGroupName } from '../logs-input.ts';
import type { LogsOperation } from '../logs-operation.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { readTags } from './read-tags.ts';

// Each in two forms: by ARN, and by name as it was first.

export const tagResource: LogsOperation = (input, caller, ports) =>
  addTags('TagResource', nameOfResource(input), input, caller, ports);
export const tagLogGroup: LogsOperation = (input, caller, ports) =>
  addTags('TagLogGroup', readGroupName(input), input, caller, ports);

export const untagResource: LogsOperation = (input, caller, ports) =>
  removeTags('UntagResource', nameOfResource(input), readStrings(input, 'tagKeys'), caller, ports);
export const untagLogGroup: LogsOperation = (input, caller, ports) =>
  removeTags('UntagLogGroup', readGroupName(input), readStrings(input, 'tags'), caller, ports);

export const listTagsForResource: LogsOperation = (input, caller, ports) =>
  listTags('ListTagsForResource', nameOfResource(input), caller, ports);
export const listTagsLogGroup: LogsOperation = (input, caller, ports) =>
  listTags('ListTagsLogGroup', readGroupName(input), caller, ports);

function addTags(
  action: string,
  name: string,
  input: JsonObject,
  caller: VerifiedIdentity,
  ports: LogsPorts,
): undefined {
  authorizeLogs(ports, caller, action, name);
  const group = theGroup(ports, caller, name);
  ports.logs.putGroup(caller, { ...group, tags: readTags(input, group.tags) });
}

function removeTags(
  action: string,
  name: string,
  keys: readonly string[] | undefined,
  caller: VerifiedIdentity,
  ports: LogsPorts,
): undefined {
  authorizeLogs(ports, caller, action, name);
  if (keys === undefined) throw violation(undefined, 'tagKeys', 'Member must not be null');
  const group = theGroup(ports, caller, name);
  const tags = Object.fromEntries(Object.entries(group.tags).filter(([key]) => !keys.includes(key)));
  ports.logs.putGroup(caller, { ...group, tags });
}

function listTags(action: string, name: string, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  authorizeLogs(ports, caller, action, name);
  return { tags: theGroup(ports, caller, name).tags };
}

function nameOfResource(input: JsonObject): string {
  const arn = readString(input, 'resourceArn');
  if (arn === undefined) throw violation(undefined, 'resourceArn', 'Member must not be null');
  const name = groupNameOf(arn);
  if (name === arn) throw invalidParameter('The specified resource ARN is not that of a log group.');
  return name;
}
