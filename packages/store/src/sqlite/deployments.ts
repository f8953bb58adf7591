import type { DatabaseSync } from 'node:sqlite';
import type { Deployment, RestApi } from '@portico/api-model';
import { described } from '../deployed-stages.ts';
import type { DeploymentSummary, Deployments } from '../store.ts';
import { StoreRefusal } from '../store-refusal.ts';
import { documentOf, type Row, textOf } from './document.ts';

export function sqliteDeployments(database: DatabaseSync): Deployments {
  const apiExists = database.prepare('SELECT 1 FROM rest_apis WHERE id = ?');
  const create = database.prepare(
    'INSERT INTO deployments (rest_api_id, id, summary, document) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const get = database.prepare('SELECT summary, document FROM deployments WHERE rest_api_id = ? AND id = ?');
  const summary = database.prepare('SELECT summary FROM deployments WHERE rest_api_id = ? AND id = ?');
  const describe = database.prepare('UPDATE deployments SET summary = ? WHERE rest_api_id = ? AND id = ?');
  const list = database.prepare('SELECT summary FROM deployments WHERE rest_api_id = ? ORDER BY rowid');
  const usedBy = database.prepare(
    'SELECT stage_name FROM stages WHERE rest_api_id = ?1 AND (deployment_id = ?2 OR canary_deployment_id = ?2)',
  );
  const remove = database.prepare('DELETE FROM deployments WHERE rest_api_id = ? AND id = ?');
  return {
    create(restApiId, deployment) {
      if (apiExists.get(restApiId) === undefined) {
        throw new StoreRefusal('NO_SUCH_REST_API', `there is no REST API ${restApiId}`);
      }
      const { api, ...rest } = deployment;
      if (create.run(restApiId, deployment.id, JSON.stringify(rest), JSON.stringify(api)).changes === 0) {
        throw new StoreRefusal('DEPLOYMENT_EXISTS', `REST API ${restApiId} has a deployment ${deployment.id} already`);
      }
    },
    get(restApiId, deploymentId) {
      const row = get.get(restApiId, deploymentId);
      return row === undefined ? undefined : deploymentOf(row);
    },
    describe(restApiId, deploymentId, description) {
      const row = summary.get(restApiId, deploymentId);
      if (row === undefined) return false;
      const changed = JSON.stringify(described(summaryOf(row), description));
      return describe.run(changed, restApiId, deploymentId).changes > 0;
    },
    list: (restApiId) => list.all(restApiId).map(summaryOf),
    delete(restApiId, deploymentId) {
      const [stage] = usedBy.all(restApiId, deploymentId);
      if (stage !== undefined) {
        const used = `stage ${textOf(stage, 'stage_name')} uses deployment ${deploymentId}`;
        throw new StoreRefusal('DEPLOYMENT_IN_USE', used);
      }
      return remove.run(restApiId, deploymentId).changes > 0;
    },
  };
}

/** Of a row with `summary` and `document`, the frozen API. */
export function deploymentOf(row: Row): Deployment {
  return { ...summaryOf(row), api: documentOf<RestApi>(row) };
}

function summaryOf(row: Row): DeploymentSummary {
  return JSON.parse(textOf(row, 'summary')) as DeploymentSummary;
}
