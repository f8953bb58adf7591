import type { OperationCall } from '../../operation-call.ts';
import { label, queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usagePlanKeyOutput } from './usage-plan-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKeys.html: an unknown plan has none. */
export function getUsagePlanKeys(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const planId = label(call, 'usageplanId');
  const prefix = queryValue(call, 'name') ?? '';
  const keys = ports.store.apiKeys
    .list(call.caller)
    .filter((key) => key.usagePlanIds.includes(planId) && (key.name ?? '').startsWith(prefix));
  return page(call, keys, ({ id }) => id, usagePlanKeyOutput);
}
