import type { UsagePlan } from '@portico/store';
import { parseInput, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { badRequest, conflict, noSuchApiKey } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usagePlanKeyOutput } from './usage-plan-output.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAXIMUM_PLANS_OF_A_KEY = 10;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateUsagePlanKey.html */
export function createUsagePlanKey(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const shape = inputShape('createUsagePlanKeyInput');
  const keyId = shape.required('keyId', readString(input, 'keyId'));
  const keyType = shape.required('keyType', readString(input, 'keyType'));
  shape.refuse();
  return ports.store.transaction(() => {
    const plan = namedUsagePlan(call, ports);
    // TODO(aws-verify): the text
    if (keyType !== 'API_KEY') throw badRequest(`Invalid key type specified: ${keyType}. Must be API_KEY`);
    const key = ports.store.apiKeys.get(call.caller, keyId);
    if (key === undefined) throw noSuchApiKey();
    const others = key.usagePlanIds.flatMap((id) => ports.store.usagePlans.get(call.caller, id) ?? []);
    // TODO(aws-verify): the texts
    if (others.some((other) => other.id === plan.id || shareStage(other, plan))) {
      throw conflict(
        `Usage Plan ${plan.id} cannot be added because API Key cannot reference multiple Usage Plans with the same API Stage`,
      );
    }
    if (others.length >= MAXIMUM_PLANS_OF_A_KEY) {
      throw badRequest(`API Key ${keyId} is in ${MAXIMUM_PLANS_OF_A_KEY} usage plans already`);
    }
    ports.store.apiKeys.put(call.caller, keyId, { ...key, usagePlanIds: [...key.usagePlanIds, plan.id] });
    return usagePlanKeyOutput(key);
  });
}

function shareStage(one: UsagePlan, other: UsagePlan): boolean {
  return one.apiStages.some((a) => other.apiStages.some((b) => a.apiId === b.apiId && a.stage === b.stage));
}
