import type { CompiledStage } from './stage.ts';

/** The stages in service now: looked up per request, replaced as a whole. */
export interface Stages {
  get(apiId: string, stageName: string): CompiledStage | undefined;
  put(stage: CompiledStage): void;
  delete(apiId: string, stageName: string): void;
  /** All stages of an API. */
  deleteApi(apiId: string): void;
  /** Has the stages of an API put when one of them is first asked for. */
  defer(apiId: string, load: () => void): void;
  /** Loads one API that waits; false when none does. */
  loadNext(): boolean;
}

export function createStages(): Stages {
  const byApi = new Map<string, Map<string, CompiledStage>>();
  const deferred = new Map<string, () => void>();

  function load(apiId: string): void {
    const waiting = deferred.get(apiId);
    deferred.delete(apiId);
    waiting?.();
  }

  return {
    get(apiId, stageName) {
      if (deferred.size > 0) load(apiId);
      return byApi.get(apiId)?.get(stageName);
    },
    put(stage) {
      const { apiId, stageName } = stage.facts;
      const stages = byApi.get(apiId) ?? new Map<string, CompiledStage>();
      byApi.set(apiId, stages);
      stages.set(stageName, stage);
    },
    delete(apiId, stageName) {
      byApi.get(apiId)?.delete(stageName);
    },
    deleteApi(apiId) {
      deferred.delete(apiId);
      byApi.delete(apiId);
    },
    defer(apiId, load) {
      deferred.set(apiId, load);
    },
    loadNext() {
      for (const apiId of deferred.keys()) {
        load(apiId);
        return true;
      }
      return false;
    },
  };
}
