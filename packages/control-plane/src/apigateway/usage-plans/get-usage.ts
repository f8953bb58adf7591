import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { usageOutput } from './usage-output.ts';
import { namedUsagePlan } from './usage-plan-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
const MAXIMUM_DAYS = 90;
const DAY_IN_MILLIS = 86_400_000;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetUsage.html */
export function getUsage(call: OperationCall, ports: ApiGatewayPorts): Output {
  const plan = namedUsagePlan(call, ports);
  const days = readDays(call);
  const keyId = queryValue(call, 'keyId');
  const keys = ports.store.apiKeys
    .list(call.caller)
    .filter(({ id, usagePlanIds }) => usagePlanIds.includes(plan.id) && (keyId === undefined || id === keyId));
  const { item, position } = page(
    call,
    keys,
    ({ id }) => id,
    ({ id }) => id,
  );
  const grants = new Map(item.map((id) => [id, ports.store.quotaGrants.get(call.caller, `${plan.id}/${id}`)]));
  return { ...usageOutput(plan, days, grants), ...(position !== undefined && { position }) };
}

/** TODO(aws-verify): the texts */
function readDays(call: OperationCall): readonly string[] {
  const [start, end] = ['startDate', 'endDate'].map((name) => {
    const text = queryValue(call, name) ?? '';
    const day = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
    if (Number.isNaN(day)) throw badRequest(`Invalid ${name} specified: ${text}. Dates have the form YYYY-MM-DD`);
    return day;
  }) as [number, number];
  if (end < start) throw badRequest('Invalid date range: endDate is before startDate');
  const count = (end - start) / DAY_IN_MILLIS + 1;
  if (count > MAXIMUM_DAYS) throw badRequest(`Invalid date range: it has more than ${MAXIMUM_DAYS} days`);
  return Array.from({ length: count }, (_, index) =>
    new Date(start + index * DAY_IN_MILLIS).toISOString().slice(0, 10),
  );
}
