import type { CanarySettings, Deployment, RestApi, Stage } from '@portico/api-model';
import type { Scope } from '@portico/store';
import { badRequest, refusal } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { checkStageName, checkVariables } from '../stages/stage-rules.ts';

/** What CreateDeployment says about the stage; absent members leave an existing stage as it is. */
export interface StageChange {
  readonly stageName: string;
  readonly description?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly tracingEnabled?: boolean;
  readonly cacheClusterEnabled?: boolean;
  readonly cacheClusterSize?: string;
  /** Present: the deployment becomes the canary of the stage, which must exist and keeps its own deployment. */
  readonly canary?: Omit<CanarySettings, 'deploymentId'>;
}

/**
 * Freezes the working copy of an API as a new deployment, and creates the stage or moves it there: both or nothing.
 * Throws BadRequestException if the API cannot be deployed, with every reason (spec: control plane, 4.6).
 */
export function deployApi(
  ports: ApiGatewayPorts,
  owner: Scope,
  api: RestApi,
  description: string | undefined,
  change: StageChange | undefined,
): Deployment {
  if (change !== undefined) {
    checkStageName(change.stageName);
    checkVariables(change.variables ?? {});
  }
  const deployment: Deployment = {
    id: newDeploymentId(ports, api.id),
    ...(description !== undefined && { description }),
    createdDate: ports.now() / 1000,
    api,
  };
  checkMethods(api);
  const diagnostics = ports.compile(deployment, {
    accountId: owner.accountId,
    region: owner.region,
    restApiId: api.id,
  });
  ports.store.transaction(() => {
    const stage = change && deployedStage(ports, deployment, change);
    const findings = stage === undefined ? diagnostics : [...diagnostics, ...ports.checkStage(stage)];
    const refused = refusal('The REST API cannot be deployed:', findings, ports.strict);
    if (refused !== undefined) throw refused;
    ports.store.deployments.create(api.id, deployment);
    if (stage !== undefined) ports.store.stages.put(stage);
  });
  if (change !== undefined) ports.stageChanged(api.id, change.stageName);
  return deployment;
}

function newDeploymentId(ports: ApiGatewayPorts, restApiId: string): string {
  for (;;) {
    const id = ports.newId(6);
    if (ports.store.deployments.get(restApiId, id) === undefined) return id;
  }
}

function checkMethods(api: RestApi): void {
  const methods = api.resources.flatMap((resource) => resource.methods);
  if (methods.length === 0) throw badRequest("The REST API doesn't contain any methods");
  if (methods.some((method) => method.integration === undefined)) throw badRequest('No integration defined for method');
}

function deployedStage(ports: ApiGatewayPorts, deployment: Deployment, change: StageChange): Stage {
  const { stageName, canary, description, variables, tracingEnabled, cacheClusterEnabled, cacheClusterSize } = change;
  const existing = ports.store.stages.get(deployment.api.id, stageName);
  if (canary !== undefined && existing === undefined) {
    throw badRequest(
      `Invalid deployment content specified.Stage ${stageName} must already be created before making a canary release deployment`,
    );
  }
  return {
    ...(existing ?? newStage(deployment.api.id, stageName, deployment)),
    ...(canary === undefined
      ? { deploymentId: deployment.id }
      : { canarySettings: { ...canary, deploymentId: deployment.id } }),
    lastUpdatedDate: deployment.createdDate,
    ...(description !== undefined && { description }),
    // TODO(aws-verify): whether given variables replace those of an existing stage or are added to them
    ...(variables !== undefined && { variables }),
    ...(tracingEnabled !== undefined && { tracingEnabled }),
    ...(cacheClusterEnabled !== undefined && { cacheClusterEnabled }),
    ...(cacheClusterSize !== undefined && { cacheClusterSize }),
  };
}

/** A stage with the service's defaults. `createdDate` in epoch seconds. */
export function newStage(
  restApiId: string,
  stageName: string,
  created: { readonly id: string; readonly createdDate: number },
): Stage {
  return {
    restApiId,
    stageName,
    deploymentId: created.id,
    createdDate: created.createdDate,
    lastUpdatedDate: created.createdDate,
    variables: {},
    methodSettings: {},
    cacheClusterEnabled: false,
    tracingEnabled: false,
    tags: {},
  };
}
