import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usagePlanOutput } from './usage-plan-output.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsagePlan.html */
export function getUsagePlan(call: OperationCall, ports: ApiGatewayPorts): Output {
  const plan = namedUsagePlan(call, ports);
  return { ...usagePlanOutput(plan), tags: plan.tags };
}
