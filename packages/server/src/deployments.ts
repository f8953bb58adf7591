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
  /** Every stage in the store, at start: each API is compiled when it is first called, or by `warmUp`. */
  refreshAll(): void;
}

export function createDeployments(
  store: Store,
  stages: Stages,
  ports: GatewayPorts,
  defaultLogging: LoggingSetting | undefined,
): Deployments {
  const compiled = new WeakMap<Deployment, CompiledApi>();
  /** The deployments in service by API and id, so that a change of stage settings compiles nothing. */
  const inService = new Map<string, ReadonlyMap<string, CompiledApi>>();

  function compile(deployment: Deployment): CompiledApi {
    const known =
      compiled.get(deployment) ?? inService.get(deployment.api.id)?.get(deployment.id) ?? compileApi(deployment);
    compiled.set(deployment, known);
    return known;
  }

  function refresh(restApiId: string): void {
    const owner = store.apis.get(restApiId);
    stages.deleteApi(restApiId);
    const kept = new Map<string, CompiledApi>();
    for (const stage of owner === undefined ? [] : store.stages.list(restApiId)) {
      const deployment = store.deployments.get(restApiId, stage.deploymentId);
      if (owner === undefined || deployment === undefined) continue;
      const api = compile(deployment);
      kept.set(deployment.id, api);
      stages.put(compileStage(stage, owner, api, ports, defaultLogging));
    }
    if (kept.size > 0) inService.set(restApiId, kept);
    else inService.delete(restApiId);
  }

  return {
    check: (deployment) => compile(deployment).diagnostics,
    refresh,
    refreshAll() {
      for (const restApiId of store.stages.restApiIds()) stages.defer(restApiId, () => refresh(restApiId));
    },
  };
}
