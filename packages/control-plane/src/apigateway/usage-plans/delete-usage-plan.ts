import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlan.html: refused while stages are attached. */
export function deleteUsagePlan(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { id, apiStages } = namedUsagePlan(call, ports);
    if (apiStages.length > 0) throw badRequest(`Cannot delete usage plan ${id} with associated API stages`);
    for (const key of ports.store.apiKeys.list(call.caller)) {
      if (!key.usagePlanIds.includes(id)) continue;
      const usagePlanIds = key.usagePlanIds.filter((one) => one !== id);
      ports.store.apiKeys.put(call.caller, key.id, { ...key, usagePlanIds });
    }
    ports.store.usagePlans.delete(call.caller, id);
  });
}
