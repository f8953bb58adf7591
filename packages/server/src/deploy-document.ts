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
  { text, restApiId, stageName, strict }: DocumentToDeploy,
): DeployedDocument {
  const { api, diagnostics } = importOpenApi(text, {
    apiId: restApiId,
    ids: newResourceId,
    aws: { ...scope, partition: 'aws' },
  });
  if (api === undefined) return { deployed: false, diagnostics };
  return deployApi(store, deployments, scope, { api, diagnostics, stageName, strict });
}

/** The same for what a document was imported as. */
export function deployApi(
  store: Store,
  deployments: Deployments,
  scope: Scope,
  imported: Pick<DocumentToDeploy, 'stageName' | 'strict'> & {
    readonly api: Omit<RestApi, 'createdDate'>;
    /** What the import found. */
    readonly diagnostics: readonly Diagnostic[];
  },
): DeployedDocument {
  const { id } = imported.api;
  const now = Date.now() / 1000;
  const api: RestApi = { ...imported.api, createdDate: store.apis.get(id)?.api.createdDate ?? now };
  const deployment: Deployment = { id: newResourceId(), createdDate: now, api };
  const stage = stageFor(store, id, imported.stageName, deployment);
  const diagnostics = [...imported.diagnostics, ...deployments.check(deployment)];
  if (diagnostics.some(({ severity }) => severity === 'error' || imported.strict))
    return { deployed: false, diagnostics };
  store.transaction(() => {
    store.apis.put(scope, api);
    store.deployments.create(id, deployment);
    store.stages.put(stage);
  });
  deployments.refresh(id);
  return { deployed: true, diagnostics };
}

function stageFor(store: Store, restApiId: string, stageName: string, deployment: Deployment): Stage {
  const existing = store.stages.get(restApiId, stageName);
  if (existing === undefined) return newStage(restApiId, stageName, deployment);
  return { ...existing, deploymentId: deployment.id, lastUpdatedDate: deployment.createdDate };
}
