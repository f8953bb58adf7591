import type { CompiledApi } from '@portico/api-compiler';
import { compileApi } from '@portico/api-compiler';
import type { Deployment, Diagnostic } from '@portico/api-model';
import type { GatewayPorts, LoggingSetting, Stages } from '@portico/gateway';
import { compileStage } from '@portico/gateway';
import type { Store } from '@portico/store';

/** Keeps the stages in service in step with the store. Deployments are compiled once, when they are first checked or served. */
export interface Deployments {
  /** What the compiler says about a deployment. Nothing is put into service. */
  check(deployment: Deployment): readonly Diagnostic[];
  /** Brings the stages of an API into service as the store has them now; an API that is gone leaves service. */
  refresh(restApiId: string): void;
  /** Every stage in the store, at start. */
  refreshAll(): void;
}

export function createDeployments(
  store: Store,
  stages: Stages,
  ports: GatewayPorts,
  defaultLogging: LoggingSetting | undefined,
): Deployments {
  const compiled = new WeakMap<Deployment, CompiledApi>();
  /** The deployments in service by `{apiId}/{deploymentId}`, so that a change of stage settings compiles nothing. */
  const inService = new Map<string, CompiledApi>();

  function compile(deployment: Deployment): CompiledApi {
    const known = compiled.get(deployment) ?? inService.get(keyOf(deployment)) ?? compileApi(deployment);
    compiled.set(deployment, known);
    return known;
  }

  return {
    check: (deployment) => compile(deployment).diagnostics,
    refresh(restApiId) {
      const before = [...inService.keys()].filter((key) => key.startsWith(`${restApiId}/`));
      const owner = store.apis.get(restApiId);
      stages.deleteApi(restApiId);
      const kept = new Set<string>();
      for (const stage of owner === undefined ? [] : store.stages.list(restApiId)) {
        const deployment = store.deployments.get(restApiId, stage.deploymentId);
        if (owner === undefined || deployment === undefined) continue;
        const api = compile(deployment);
        inService.set(keyOf(deployment), api);
        kept.add(keyOf(deployment));
        stages.put(compileStage(stage, owner, api, ports, defaultLogging));
      }
      for (const key of before) if (!kept.has(key)) inService.delete(key);
    },
    refreshAll() {
      for (const { stage, deployment, accountId, region } of store.stages.listDeployed()) {
        const api = compile(deployment);
        inService.set(keyOf(deployment), api);
        stages.put(compileStage(stage, { accountId, region }, api, ports, defaultLogging));
      }
    },
  };
}

function keyOf(deployment: Deployment): string {
  return `${deployment.api.id}/${deployment.id}`;
}
