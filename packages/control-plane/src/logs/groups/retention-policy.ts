import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { readNumber } from '../../json-input.ts';
import { violation } from '../logs-error.ts';
import { readGroupName } from '../logs-input.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';

const DAYS = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html */
export function putRetentionPolicy(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): undefined {
  const name = readGroupName(input);
  authorizeLogs(ports, caller, 'PutRetentionPolicy', name);
  const retentionInDays = readNumber(input, 'retentionInDays');
  if (retentionInDays === undefined) throw violation(undefined, 'retentionInDays', 'Member must not be null');
  if (!DAYS.includes(retentionInDays)) {
    throw violation(retentionInDays, 'retentionInDays', `Member must satisfy enum value set: [${DAYS.join(', ')}]`);
  }
  ports.logs.putGroup(caller, { ...theGroup(ports, caller, name), retentionInDays });
}

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteRetentionPolicy.html */
export function deleteRetentionPolicy(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): undefined {
  const name = readGroupName(input);
  authorizeLogs(ports, caller, 'DeleteRetentionPolicy', name);
  const { retentionInDays: _, ...group } = theGroup(ports, caller, name);
  ports.logs.putGroup(caller, group);
}
