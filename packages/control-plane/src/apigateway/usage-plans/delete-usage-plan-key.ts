import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedUsagePlanKey } from './named-usage-plan-key.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteUsagePlanKey.html: the key itself stays. */
export function deleteUsagePlanKey(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const key = namedUsagePlanKey(call, ports);
    const usagePlanIds = key.usagePlanIds.filter((id) => id !== label(call, 'usageplanId'));
    ports.store.apiKeys.put(call.caller, key.id, { ...key, usagePlanIds });
  });
}
