import type { Deployment } from '@portico/api-model';
import type { Store } from '@portico/store';
import { deploymentIds } from '@portico/store';
import type { ApiChange } from './messages.ts';

/** What the store has of an API in service now. */
export function apiChange(store: Store, restApiId: string): ApiChange {
  const owner = store.apis.get(restApiId);
  if (owner === undefined) return { kind: 'api', restApiId, owner: NOBODY, stages: [], deployments: [] };
  const { accountId, region } = owner;
  const stages = store.stages.list(restApiId);
  const deployments = new Map<string, Deployment>();
  for (const id of stages.flatMap(deploymentIds)) {
    const deployment = deployments.has(id) ? undefined : store.deployments.get(restApiId, id);
    if (deployment !== undefined) deployments.set(id, deployment);
  }
  return { kind: 'api', restApiId, owner: { accountId, region }, stages, deployments: [...deployments.values()] };
}

/** Every API that has a stage. */
export function apiChanges(store: Store): readonly ApiChange[] {
  return store.stages.restApiIds().map((id) => apiChange(store, id));
}

const NOBODY = { accountId: '', region: '' };
