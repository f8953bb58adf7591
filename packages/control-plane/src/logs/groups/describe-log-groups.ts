import type { LogGroup, Scope } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readString, readStrings } from '../../json-input.ts';
import { invalidParameter } from '../logs-error.ts';
import { groupNameOf, readInteger } from '../logs-input.ts';
import { authorizeLogs, groupArn } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { pageOf } from '../tokens.ts';

const MAX_GROUPS = 50;

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html */
export function describeLogGroups(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): unknown {
  const prefix = readString(input, 'logGroupNamePrefix');
  const pattern = readString(input, 'logGroupNamePattern')?.toLowerCase();
  if (prefix !== undefined && pattern !== undefined) {
    throw invalidParameter('LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters.');
  }
  authorizeLogs(ports, caller, 'DescribeLogGroups', prefix ?? '');
  const limit = readInteger(input, 'limit', 1, MAX_GROUPS) ?? MAX_GROUPS;
  const identifiers = readStrings(input, 'logGroupIdentifiers')?.map(groupNameOf);
  const found = ports.logs
    .groups(caller)
    .filter(
      ({ name }) =>
        name.startsWith(prefix ?? '') &&
        (pattern === undefined || name.toLowerCase().includes(pattern)) &&
        (identifiers === undefined || identifiers.includes(name)),
    );
  const { page, nextToken } = pageOf(found, readString(input, 'nextToken'), limit);
  return { logGroups: page.map((group) => groupOutput(caller, group)), ...(nextToken !== undefined && { nextToken }) };
}

function groupOutput(scope: Scope, group: LogGroup): unknown {
  const arn = groupArn(scope, group.name);
  return {
    logGroupName: group.name,
    creationTime: group.creationTime,
    ...(group.retentionInDays !== undefined && { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    storedBytes: group.storedBytes,
    logGroupClass: group.logGroupClass,
    ...(group.kmsKeyId !== undefined && { kmsKeyId: group.kmsKeyId }),
  };
}
