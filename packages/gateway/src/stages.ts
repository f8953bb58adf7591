import type { CompiledStage } from './stage.ts';

/** The stages in service now: looked up per request, replaced as a whole. */
export interface Stages {
  get(apiId: string, stageName: string): CompiledStage | undefined;
  put(stage: CompiledStage): void;
  delete(apiId: string, stageName: string): void;
  /** All stages of an API. */
  deleteApi(apiId: string): void;
}

export function createStages(): Stages {
  const byApi = new Map<string, Map<string, CompiledStage>>();
  return {
    get: (apiId, stageName) => byApi.get(apiId)?.get(stageName),
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
      byApi.delete(apiId);
    },
  };
}
