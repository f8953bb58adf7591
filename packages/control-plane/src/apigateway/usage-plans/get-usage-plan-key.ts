import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedUsagePlanKey } from './named-usage-plan-key.ts';
import { usagePlanKeyOutput } from './usage-plan-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlanKey.html */
export function getUsagePlanKey(call: OperationCall, ports: ApiGatewayPorts): Output {
  return usagePlanKeyOutput(namedUsagePlanKey(call, ports));
}
