import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readString } from '../../json-input.ts';
import { alreadyExists } from '../logs-error.ts';
import { readEnum, readGroupName } from '../logs-input.ts';
import { authorizeLogs } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';
import { readTags } from '../tags/read-tags.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export function createLogGroup(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): undefined {
  const name = readGroupName(input);
  authorizeLogs(ports, caller, 'CreateLogGroup', name);
  const logGroupClass = readEnum(input, 'logGroupClass', ['STANDARD', 'INFREQUENT_ACCESS', 'DELIVERY']) ?? 'STANDARD';
  const kmsKeyId = readString(input, 'kmsKeyId');
  const tags = readTags(input, {});
  if (ports.logs.group(caller, name) !== undefined) throw alreadyExists('log group');
  ports.logs.putGroup(caller, {
    name,
    creationTime: ports.now(),
    tags,
    logGroupClass,
    storedBytes: 0,
    ...(kmsKeyId !== undefined && { kmsKeyId }),
  });
}
