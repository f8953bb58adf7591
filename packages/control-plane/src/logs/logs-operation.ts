import type { LogGroup, Scope } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import { AwsError } from '@portico/wire';
import type { JsonOperation } from '../json-operation.ts';
import { noSuchGroup } from './logs-error.ts';
import type { LogsPorts } from './ports.ts';

export type LogsOperation = JsonOperation<LogsPorts>;

/** Throws ResourceNotFoundException. */
export function theGroup({ logs }: LogsPorts, scope: Scope, name: string): LogGroup {
  const group = logs.group(scope, name);
  if (group === undefined) throw noSuchGroup();
  return group;
}

/** `arn:aws:logs:us-east-1:000000000000:log-group:name` */
export function groupArn({ accountId, region }: Scope, name: string): string {
  return `arn:aws:logs:${region}:${accountId}:log-group:${name}`;
}

/**
 * Asks IAM. What is done to a group is asked as done to the stream without a name, as the service asks it, so that policies for
 * `log-group:name:*` fit. Throws AccessDeniedException.
 */
export function authorizeLogs(
  { authorize }: LogsPorts,
  caller: VerifiedIdentity,
  action: string,
  groupName: string,
  streamName = '',
): void {
  const resource = `${groupArn(caller, groupName)}:log-stream:${streamName}`;
  const decision = authorize({ caller, action: `logs:${action}`, resource });
  if (!decision.isAllowed) throw new AwsError('AccessDeniedException', 400, decision.message);
}
