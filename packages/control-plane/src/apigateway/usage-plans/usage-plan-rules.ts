import type { Quota, Throttle, UsagePlan, UsagePlanStage } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { badRequest, noSuchUsagePlan, notFound } from '../errors.ts';
import { findApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** In the order of the service's message. */
export const QUOTA_PERIODS: readonly Quota['period'][] = ['DAY', 'WEEK', 'MONTH'];

/** The plan that the request's path names. */
export function namedUsagePlan(call: OperationCall, ports: ApiGatewayPorts): UsagePlan {
  const plan = ports.store.usagePlans.get(call.caller, label(call, 'usageplanId'));
  if (plan === undefined) throw noSuchUsagePlan();
  return plan;
}

/** Throws NotFoundException if a plan names a stage that is not there. */
export function checkPlanStage(
  call: OperationCall,
  ports: ApiGatewayPorts,
  planId: string,
  { apiId, stage }: Pick<UsagePlanStage, 'apiId' | 'stage'>,
): void {
  const exists = findApi(call, ports, apiId) !== undefined && ports.store.stages.get(apiId, stage) !== undefined;
  if (!exists) throw notFound(`Invalid API Stage {api: ${apiId}, stage: ${stage}} specified for usageplan ${planId}`);
}

/** Throws BadRequestException for limits that a plan cannot have. TODO(aws-verify): the texts */
export function checkLimits({ name, throttle, quota, apiStages }: UsagePlan): void {
  if (name === '') throw badRequest('Usage Plan name must be non-empty');
  for (const limits of [throttle, ...apiStages.flatMap((stage) => Object.values(stage.throttle))]) {
    if (limits !== undefined) checkThrottle(limits);
  }
  if (quota === undefined) return;
  if (!isCount(quota.limit) || quota.limit === 0) throw badRequest('Usage Plan quota limit must be greater than 0');
  if (!isCount(quota.offset) || quota.offset > quota.limit) {
    throw badRequest('Usage Plan quota offset must be between 0 and the limit');
  }
}

function checkThrottle({ rateLimit = 0, burstLimit = 0 }: Throttle): void {
  if (!(rateLimit >= 0 && Number.isFinite(rateLimit))) throw badRequest('Usage Plan throttle rate limit is invalid');
  if (!isCount(burstLimit)) throw badRequest('Usage Plan throttle burst limit is invalid');
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 2_147_483_647;
}
