import type { Deployment, Diagnostic, RestApi, Stage } from '@portico/api-model';
import { importOpenApi } from '@portico/api-model';
import { newStage } from '@portico/control-plane';
import type { Scope, Store } from '@portico/store';
import type { Deployments } from './deployments.ts';
import { newResourceId } from './random-ids.ts';

export interface DocumentToDeploy {
  /** OpenAPI 2 or 3, JSON or YAML. */
  readonly text: string;
  readonly restApiId: string;
  readonly stageName: string;
  /** Refuse warnings too. */
  readonly strict: boolean;
}

/** Findings; with an error among them (a warning too when `strict`) nothing was stored. */
export interface DeployedDocument {
  readonly deployed: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Imports a document under an id of its own, deploys it and points the stage at the new deployment: one transaction.
 * The other settings of the stage stay.
 */
export function deployDocument(
  store: Store,
  deployments: Deployments,
  scope: Scope,
  document: DocumentToDeploy,
): DeployedDocument {
  const { restApiId, stageName } = document;
  const before = store.apis.get(restApiId);
  const imported = importOpenApi(document.text, {
    apiId: restApiId,
    ids: newResourceId,
    aws: { ...scope, partition: 'aws' },
  });
  if (imported.api === undefined) return { deployed: false, diagnostics: imported.diagnostics };
  const now = Date.now() / 1000;
  const api: RestApi = { ...imported.api, createdDate: before?.api.createdDate ?? now };
  const deployment: Deployment = { id: newResourceId(), createdDate: now, api };
  const stage = stageFor(store, restApiId, stageName, deployment);
  const diagnostics = [...imported.diagnostics, ...deployments.check(deployment)];
  if (diagnostics.some(({ severity }) => severity === 'error' || document.strict))
    return { deployed: false, diagnostics };
  store.transaction(() => {
    store.apis.put(scope, api);
    store.deployments.create(restApiId, deployment);
    store.stages.put(stage);
  });
  deployments.refresh(restApiId);
  return { deployed: true, diagnostics };
}

function stageFor(store: Store, restApiId: string, stageName: string, deployment: Deployment): Stage {
  const existing = store.stages.get(restApiId, stageName);
  if (existing === undefined) return newStage(restApiId, stageName, deployment);
  return { ...existing, deploymentId: deployment.id, lastUpdatedDate: deployment.createdDate };
}
