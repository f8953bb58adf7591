import type { Throttle, UsagePlan, UsagePlanStage } from '@portico/store';
import type { JsonObject } from '../../json-input.ts';
import { parseInput, readNumber, readObject, readObjects, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usagePlanOutput } from './usage-plan-output.ts';
import { checkLimits, checkPlanStage, QUOTA_PERIODS } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlan.html */
export function createUsagePlan(call: OperationCall, ports: ApiGatewayPorts): Output {
  const read = readUsagePlan(call.body);
  const plan = ports.store.transaction(() => {
    const created = {
      id: unusedId(ports, 6, (id) => ports.store.usagePlans.get(call.caller, id) !== undefined),
      ...read,
    };
    checkLimits(created);
    for (const stage of created.apiStages) checkPlanStage(call, ports, created.id, stage);
    ports.store.usagePlans.put(call.caller, created.id, created);
    return created;
  });
  return { ...usagePlanOutput(plan), ...(Object.keys(plan.tags).length > 0 && { tags: plan.tags }) };
}

function readUsagePlan(body: Uint8Array): Omit<UsagePlan, 'id'> {
  const input = parseInput(body);
  const shape = inputShape('createUsagePlanInput');
  const name = shape.required('name', readString(input, 'name'));
  const quota = readObject(input, 'quota');
  const period = quota && shape.oneOf('quota.period', readString(quota, 'period'), QUOTA_PERIODS);
  shape.refuse();
  const description = readString(input, 'description');
  const throttle = readObject(input, 'throttle');
  return {
    name,
    ...(description !== undefined && description !== '' && { description }),
    apiStages: (readObjects(input, 'apiStages') ?? []).map(readApiStage),
    ...(throttle !== undefined && { throttle: readThrottle(throttle) }),
    ...(quota !== undefined && {
      quota: {
        limit: readNumber(quota, 'limit') ?? 0,
        offset: readNumber(quota, 'offset') ?? 0,
        period: period ?? 'DAY',
      },
    }),
    tags: readStringMap(input, 'tags') ?? {},
  };
}

function readApiStage(input: JsonObject): UsagePlanStage {
  const throttle = readObject(input, 'throttle') ?? {};
  return {
    apiId: readString(input, 'apiId') ?? '',
    stage: readString(input, 'stage') ?? '',
    throttle: Object.fromEntries(
      Object.keys(throttle).map((method) => [method, readThrottle(readObject(throttle, method) ?? {})]),
    ),
  };
}

function readThrottle(input: JsonObject): Throttle {
  const rateLimit = readNumber(input, 'rateLimit');
  const burstLimit = readNumber(input, 'burstLimit');
  return { ...(burstLimit !== undefined && { burstLimit }), ...(rateLimit !== undefined && { rateLimit }) };
}
