import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { invalidPatchPath, onlyReplace } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedUsagePlanKey } from './named-usage-plan-key.ts';
import { periodStart } from './quota-period.ts';
import { usageOutput } from './usage-output.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsage.html: another remainder of the quota, in the current period. */
export function updateUsage(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateUsageInput');
  return ports.store.transaction(() => {
    const plan = namedUsagePlan(call, ports);
    const key = namedUsagePlanKey(call, ports);
    // TODO(aws-verify): the texts
    if (plan.quota === undefined) throw badRequest(`Usage plan ${plan.id} has no quota`);
    const { period } = plan.quota;
    const name = `${plan.id}/${key.id}`;
    for (const operation of operations) {
      if (operation.path !== '/remaining') throw invalidPatchPath(operation.path);
      onlyReplace(operation);
      const text = operation.value ?? '';
      if (!/^\d{1,15}$/.test(text))
        throw badRequest('Invalid value specified for remaining: it must be a whole number');
      const grant = { remaining: Number(text), periodStart: periodStart(period, ports.now()) };
      ports.store.quotaGrants.put(call.caller, name, grant);
    }
    const today = periodStart('DAY', ports.now());
    return usageOutput(plan, [today], new Map([[key.id, ports.store.quotaGrants.get(call.caller, name)]]));
  });
}
