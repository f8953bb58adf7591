import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { noSuchStream } from '../logs-error.ts';
import { readGroupName, readStreamName } from '../logs-input.ts';
import { authorizeLogs, theGroup } from '../logs-operation.ts';
import type { LogsPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DeleteLogStream.html */
export function deleteLogStream(input: JsonObject, caller: VerifiedIdentity, ports: LogsPorts): undefined {
  const groupName = readGroupName(input);
  const streamName = readStreamName(input);
  authorizeLogs(ports, caller, 'DeleteLogStream', groupName, streamName);
  theGroup(ports, caller, groupName);
  if (!ports.logs.deleteStream(caller, groupName, streamName)) throw noSuchStream();
}
