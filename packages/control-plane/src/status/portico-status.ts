import type { Deployment, Diagnostic, RestApi, Stage } from '@portico/api-model';
import type { EndpointDocument, Scope, Store } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import { AwsError } from '@portico/wire';
import type { DeploymentChange } from '../apigateway/deployments/changes-since-deployment.ts';
import { changesSinceDeployment } from '../apigateway/deployments/changes-since-deployment.ts';
import type { Authorize } from '../authorization.ts';

/** `GET /_portico/status`: what an account has in a region, and what its owner should know of it. Times are ISO 8601. */
export interface PorticoStatus {
  readonly version: string;
  readonly accountId: string;
  readonly region: string;
  readonly apis: readonly ApiStatus[];
  readonly endpoints: readonly EndpointSummary[];
}

export interface ApiStatus {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly StageStatus[];
  /** The newest deployment, in a stage or not; undefined when there is none. */
  readonly lastDeploymentId?: string;
}

export interface StageStatus {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly deployedAt: string;
  /** What callers of the stage do not see yet. */
  readonly changedSinceDeployment: readonly DeploymentChange[];
  /** What will fail when it is called, as the compiler said at deployment. */
  readonly warnings: readonly Diagnostic[];
}

export interface EndpointSummary {
  readonly name: string;
  readonly status: string;
  readonly endpointConfigName?: string;
  readonly failureReason?: string;
  readonly variants: readonly { readonly variantName: string; readonly modelName?: string; readonly weight: number }[];
  /** Of an endpoint that lives as long as the process: what it was started with. */
  readonly source?: string;
}

export interface StatusPorts {
  readonly store: Store;
  readonly version: string;
  readonly authorize: Authorize;
  /** What the compiler says of a deployment. */
  readonly check: (deployment: Deployment) => readonly Diagnostic[];
  /** Endpoints that the store does not have: those of the command line. */
  readonly processEndpoints: (owner: Scope) => readonly EndpointSummary[];
}

/** Throws AccessDeniedException for who may not list APIs and endpoints. */
export function porticoStatus(caller: VerifiedIdentity, ports: StatusPorts): PorticoStatus {
  const { accountId, region } = caller;
  const lists = [
    ['apigateway:GET', `arn:aws:apigateway:${region}::/restapis`],
    ['sagemaker:ListEndpoints', '*'],
  ] as const;
  for (const [action, resource] of lists) {
    const decision = ports.authorize({ caller, action, resource });
    if (!decision.isAllowed) throw new AwsError('AccessDeniedException', 403, decision.message);
  }
  const fromProcess = ports.processEndpoints(caller);
  const replaced = new Set(fromProcess.map(({ name }) => name));
  return {
    version: ports.version,
    accountId,
    region,
    apis: ports.store.apis.list(caller).map((api) => apiStatus(api, ports)),
    endpoints: [
      ...ports.store.endpoints
        .list(caller)
        .filter((one) => !replaced.has(one.EndpointName))
        .map(summary),
      ...fromProcess,
    ],
  };
}

function apiStatus(api: RestApi, ports: StatusPorts): ApiStatus {
  const { id, name } = api;
  const lastDeploymentId = ports.store.deployments.list(id).at(-1)?.id;
  return {
    id,
    name,
    stages: ports.store.stages.list(id).flatMap((stage) => stageStatus(api, stage, ports)),
    ...(lastDeploymentId !== undefined && { lastDeploymentId }),
  };
}

function stageStatus(
  api: RestApi,
  { stageName, deploymentId }: Stage,
  { store, check }: StatusPorts,
): readonly StageStatus[] {
  const deployment = store.deployments.get(api.id, deploymentId);
  if (deployment === undefined) return [];
  return [
    {
      stageName,
      deploymentId,
      deployedAt: new Date(deployment.createdDate * 1000).toISOString(),
      changedSinceDeployment: changesSinceDeployment(api, deployment),
      warnings: check(deployment),
    },
  ];
}

function summary({
  EndpointName,
  EndpointStatus,
  EndpointConfigName,
  FailureReason,
  Variants,
}: EndpointDocument): EndpointSummary {
  return {
    name: EndpointName,
    status: EndpointStatus,
    endpointConfigName: EndpointConfigName,
    ...(FailureReason !== undefined && { failureReason: FailureReason }),
    variants: Variants.map(({ VariantName, Model, Weight }) => ({
      variantName: VariantName,
      modelName: Model.ModelName,
      weight: Weight,
    })),
  };
}
