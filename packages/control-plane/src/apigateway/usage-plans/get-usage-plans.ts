import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usagePlanOutput } from './usage-plan-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlans.html: all, or those of one key. */
export function getUsagePlans(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const keyId = queryValue(call, 'keyId');
  const of = keyId === undefined ? undefined : (ports.store.apiKeys.get(call.caller, keyId)?.usagePlanIds ?? []);
  const plans = ports.store.usagePlans.list(call.caller).filter(({ id }) => of?.includes(id) ?? true);
  return page(
    call,
    plans,
    ({ id }) => id,
    (plan) => ({ ...usagePlanOutput(plan), ...(Object.keys(plan.tags).length > 0 && { tags: plan.tags }) }),
  );
}
