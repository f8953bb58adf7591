import type { Scope } from '@portico/store';
import type { ApiGatewayPorts } from '../ports.ts';

/** Takes the stages of an API (or the one that is named) out of every usage plan: a plan outlives what it was for. */
export function detachStages(owner: Scope, ports: ApiGatewayPorts, apiId: string, stageName?: string): void {
  for (const plan of ports.store.usagePlans.list(owner)) {
    const gone = (one: { readonly apiId: string; readonly stage: string }): boolean =>
      one.apiId === apiId && (stageName === undefined || one.stage === stageName);
    if (!plan.apiStages.some(gone)) continue;
    ports.store.usagePlans.put(owner, plan.id, { ...plan, apiStages: plan.apiStages.filter((one) => !gone(one)) });
  }
}
