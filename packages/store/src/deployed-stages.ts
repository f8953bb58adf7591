import type { Deployment, Stage } from '@portico/api-model';
import type { Scope } from './scope.ts';
import type { DeployedStage, DeploymentSummary } from './store.ts';

/** Joins stages with their deployments; each deployment is read once and shared. */
export function deployedStages(
  stages: readonly (readonly [Scope, Stage])[],
  read: (restApiId: string, deploymentId: string) => Deployment | undefined,
): readonly DeployedStage[] {
  const known = new Map<string, Deployment>();
  const find = (restApiId: string, deploymentId: string): Deployment => {
    const key = JSON.stringify([restApiId, deploymentId]);
    const deployment = known.get(key) ?? read(restApiId, deploymentId);
    if (deployment === undefined) throw new Error(`the store has lost deployment ${deploymentId} of ${restApiId}`);
    known.set(key, deployment);
    return deployment;
  };
  return stages.map(([{ accountId, region }, stage]) => {
    const { restApiId, deploymentId, canarySettings } = stage;
    const deployment = find(restApiId, deploymentId);
    if (canarySettings === undefined) return { accountId, region, stage, deployment };
    return { accountId, region, stage, deployment, canaryDeployment: find(restApiId, canarySettings.deploymentId) };
  });
}

/** What a stage points at: its deployment, and that of its canary. */
export function deploymentIds(stage: Stage): readonly string[] {
  const { deploymentId, canarySettings } = stage;
  return canarySettings === undefined ? [deploymentId] : [deploymentId, canarySettings.deploymentId];
}

/** A deployment, or its summary, with another description, or none. */
export function described<Described extends DeploymentSummary>(
  deployment: Described,
  description: string | undefined,
): Omit<Described, 'description'> & { readonly description?: string } {
  const { description: _, ...rest } = deployment;
  return description === undefined ? rest : { ...rest, description };
}

export function summaryOf({ api: _, ...summary }: Deployment): DeploymentSummary {
  return summary;
}
