import type { DatabaseSync } from 'node:sqlite';
import type { Stage } from '@portico/api-model';
import { deployedStages, deploymentIds } from '../deployed-stages.ts';
import type { Stages } from '../store.ts';
import { StoreRefusal } from '../store-refusal.ts';
import { deploymentOf } from './deployments.ts';
import { documentOf, textOf } from './document.ts';

export function sqliteStages(database: DatabaseSync): Stages {
  const deploymentExists = database.prepare('SELECT 1 FROM deployments WHERE rest_api_id = ? AND id = ?');
  const put = database.prepare(
    `INSERT INTO stages (rest_api_id, stage_name, deployment_id, canary_deployment_id, document) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (rest_api_id, stage_name) DO UPDATE SET deployment_id = excluded.deployment_id,
       canary_deployment_id = excluded.canary_deployment_id, document = excluded.document`,
  );
  const get = database.prepare('SELECT document FROM stages WHERE rest_api_id = ? AND stage_name = ?');
  const list = database.prepare('SELECT document FROM stages WHERE rest_api_id = ? ORDER BY rowid');
  const remove = database.prepare('DELETE FROM stages WHERE rest_api_id = ? AND stage_name = ?');
  const listAll = database.prepare(
    `SELECT account_id, region, stages.document FROM stages JOIN rest_apis ON rest_apis.id = rest_api_id
     ORDER BY stages.rowid`,
  );
  const restApiIds = database.prepare('SELECT rest_api_id FROM stages GROUP BY rest_api_id ORDER BY min(rowid)');
  const deployment = database.prepare('SELECT summary, document FROM deployments WHERE rest_api_id = ? AND id = ?');
  return {
    put(stage) {
      const { restApiId, stageName, deploymentId, canarySettings } = stage;
      const missing = deploymentIds(stage).find((id) => deploymentExists.get(restApiId, id) === undefined);
      if (missing !== undefined) {
        throw new StoreRefusal('NO_SUCH_DEPLOYMENT', `REST API ${restApiId} has no deployment ${missing}`);
      }
      put.run(restApiId, stageName, deploymentId, canarySettings?.deploymentId ?? null, JSON.stringify(stage));
    },
    get(restApiId, stageName) {
      const row = get.get(restApiId, stageName);
      return row === undefined ? undefined : documentOf<Stage>(row);
    },
    list: (restApiId) => list.all(restApiId).map((row) => documentOf<Stage>(row)),
    delete: (restApiId, stageName) => remove.run(restApiId, stageName).changes > 0,
    restApiIds: () => restApiIds.all().map((row) => textOf(row, 'rest_api_id')),
    listDeployed: () =>
      deployedStages(
        listAll.all().map((row) => {
          const scope = { accountId: textOf(row, 'account_id'), region: textOf(row, 'region') };
          return [scope, documentOf<Stage>(row)] as const;
        }),
        (restApiId, deploymentId) => {
          const row = deployment.get(restApiId, deploymentId);
          return row === undefined ? undefined : deploymentOf(row);
        },
      ),
  };
}
