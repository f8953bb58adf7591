import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { patchUsagePlan } from './patch-usage-plan.ts';
import { usagePlanOutput } from './usage-plan-output.ts';
import { checkLimits, checkPlanStage, namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
export function updateUsagePlan(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateUsagePlanInput');
  return ports.store.transaction(() => {
    const plan = operations.reduce(
      (patched, operation) =>
        patchUsagePlan(patched, operation, (stage) => checkPlanStage(call, ports, patched.id, stage)),
      namedUsagePlan(call, ports),
    );
    checkLimits(plan);
    ports.store.usagePlans.put(call.caller, plan.id, plan);
    return { ...usagePlanOutput(plan), tags: plan.tags };
  });
}
