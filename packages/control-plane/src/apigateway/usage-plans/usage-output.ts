import type { QuotaGrant, UsagePlan } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { periodStart } from './quota-period.ts';

/**
 * Usage as the service writes it: for each key one pair of used and remaining requests a day (spec: control plane, 4.8). Requests are
 * not metered, so nothing is used; what remains is the quota, or what UpdateUsage granted in that period.
 */
export function usageOutput(
  plan: UsagePlan,
  days: readonly string[],
  grants: ReadonlyMap<string, QuotaGrant | undefined>,
): Output {
  const { quota } = plan;
  return {
    usagePlanId: plan.id,
    startDate: days[0],
    endDate: days.at(-1),
    values: Object.fromEntries(
      quota === undefined
        ? []
        : [...grants].map(([keyId, grant]) => [
            keyId,
            days.map((day) => {
              const isGranted = grant?.periodStart === periodStart(quota.period, Date.parse(day));
              return [0, isGranted ? grant.remaining : quota.limit];
            }),
          ]),
    ),
  };
}
