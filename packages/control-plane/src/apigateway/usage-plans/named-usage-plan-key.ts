import type { ApiKey } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchApiKey } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** The key of the plan that the request's path names. */
export function namedUsagePlanKey(call: OperationCall, ports: ApiGatewayPorts): ApiKey {
  const plan = namedUsagePlan(call, ports);
  const key = ports.store.apiKeys.get(call.caller, label(call, 'keyId'));
  if (key?.usagePlanIds.includes(plan.id) !== true) throw noSuchApiKey();
  return key;
}
