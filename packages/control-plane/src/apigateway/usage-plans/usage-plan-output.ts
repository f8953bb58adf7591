import type { ApiKey, UsagePlan } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { filled } from '../output-maps.ts';

/** UsagePlan as the service writes it, without tags (spec: control plane, 4.8). */
export function usagePlanOutput(plan: UsagePlan): Output {
  return {
    id: plan.id,
    name: plan.name,
    ...(plan.description !== undefined && { description: plan.description }),
    apiStages: plan.apiStages.map(({ throttle, ...stage }) => ({ ...stage, ...filled('throttle', throttle) })),
    ...(plan.throttle !== undefined && { throttle: plan.throttle }),
    ...(plan.quota !== undefined && { quota: plan.quota }),
    ...(plan.productCode !== undefined && { productCode: plan.productCode }),
  };
}

/** UsagePlanKey as the service writes it: a key as a member of a plan. */
export function usagePlanKeyOutput(key: ApiKey): Output {
  return { id: key.id, type: 'API_KEY', value: key.value, ...(key.name !== undefined && { name: key.name }) };
}
