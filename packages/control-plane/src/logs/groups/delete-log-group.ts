import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { noSuchGroup } from '../logs-error.ts';
import { readGroupName } from '../logs-input.ts';
import { authorizeLogs } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogGroup.html */
export function deleteLogGroup(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): undefined {
  const name = readGroupName(input);
  authorizeLogs(ports, caller, 'DeleteLogGroup', name);
  if (!ports.logs.deleteGroup(caller, name)) throw noSuchGroup();
}
