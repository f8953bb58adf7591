import type { Deployment, RestApi, Stage } from '@portico/api-model';
import { deployedStages, deploymentIds, described, summaryOf } from '../deployed-stages.ts';
import type { Deployments, Documents, RestApis, Settings, Stages, Store } from '../store.ts';
import { StoreRefusal } from '../store-refusal.ts';
import { orderedDocuments } from './ordered-documents.ts';
import type { Rows } from './rows.ts';
import { createRows, read } from './rows.ts';

/** The Store without a file: for tests, and for a server that forgets. */
export function createMemoryStore(): Store {
  const tables = {
    apis: createRows(),
    deployments: createRows(),
    stages: createRows(),
    apiKeys: createRows(),
    apiKeyIds: createRows(),
    usagePlans: createRows(),
    quotaGrants: createRows(),
    vpcLinks: createRows(),
    clientCertificates: createRows(),
    domainNames: createRows(),
    accounts: createRows(),
    documentation: createRows(),
    models: createRows(),
    endpointConfigs: createRows(),
    endpoints: createRows(),
    ordered: createRows(),
    iamUsers: createRows(),
    iamGroups: createRows(),
    iamRoles: createRows(),
    iamPolicies: createRows(),
    accessKeys: createRows(),
    settings: createRows(),
  };
  return {
    apis: restApis(tables),
    deployments: deployments(tables),
    stages: stages(tables),
    apiKeys: documents(tables.apiKeys),
    apiKeyIds: documents(tables.apiKeyIds),
    usagePlans: documents(tables.usagePlans),
    quotaGrants: documents(tables.quotaGrants),
    vpcLinks: documents(tables.vpcLinks),
    clientCertificates: documents(tables.clientCertificates),
    domainNames: documents(tables.domainNames),
    accounts: documents(tables.accounts),
    documentation: documents(tables.documentation),
    sagemakerModels: documents(tables.models),
    endpointConfigs: documents(tables.endpointConfigs),
    endpoints: documents(tables.endpoints),
    buckets: orderedDocuments(tables.ordered, 'bucket'),
    objects: orderedDocuments(tables.ordered, 'object'),
    uploads: orderedDocuments(tables.ordered, 'upload'),
    parts: orderedDocuments(tables.ordered, 'part'),
    looseFiles: orderedDocuments(tables.ordered, 'loose-file'),
    iamUsers: documents(tables.iamUsers),
    iamGroups: documents(tables.iamGroups),
    iamRoles: documents(tables.iamRoles),
    iamPolicies: documents(tables.iamPolicies),
    accessKeys: documents(tables.accessKeys),
    settings: settings(tables.settings),
    transaction: (change) => transaction(Object.values(tables), change),
    close: () => {},
  };
}

interface ApiTables {
  readonly apis: Rows;
  readonly deployments: Rows;
  readonly stages: Rows;
}

function transaction<T>(tables: readonly Rows[], change: () => T): T {
  const undo = tables.map((table) => table.savepoint());
  try {
    const result = change();
    if (result instanceof Promise) throw new TypeError('a transaction must be synchronous');
    return result;
  } catch (error) {
    for (const restore of undo) restore();
    throw error;
  }
}

function restApis(tables: ApiTables): RestApis {
  const { apis } = tables;
  return {
    put(scope, api) {
      const owner = apis.find([api.id]);
      if (owner !== undefined && (owner.accountId !== scope.accountId || owner.region !== scope.region)) {
        throw new StoreRefusal('REST_API_ID_TAKEN', `REST API id ${api.id} is taken in another account or region`);
      }
      apis.put(scope, [api.id], api);
    },
    get(restApiId) {
      const row = apis.find([restApiId]);
      return row && { accountId: row.accountId, region: row.region, api: read<RestApi>(row) };
    },
    list: (scope) => apis.in(scope).map((row) => read<RestApi>(row)),
    delete(restApiId) {
      for (const table of [tables.stages, tables.deployments]) {
        for (const { key } of table.under([restApiId])) table.remove(key);
      }
      return apis.remove([restApiId]);
    },
  };
}

function deployments(tables: ApiTables): Deployments {
  const { deployments } = tables;
  return {
    create(restApiId, deployment) {
      const api = tables.apis.find([restApiId]);
      if (api === undefined) throw new StoreRefusal('NO_SUCH_REST_API', `there is no REST API ${restApiId}`);
      if (deployments.find([restApiId, deployment.id]) !== undefined) {
        throw new StoreRefusal('DEPLOYMENT_EXISTS', `REST API ${restApiId} has a deployment ${deployment.id} already`);
      }
      deployments.put(api, [restApiId, deployment.id], deployment);
    },
    get(restApiId, deploymentId) {
      const row = deployments.find([restApiId, deploymentId]);
      return row && read<Deployment>(row);
    },
    describe(restApiId, deploymentId, description) {
      const row = deployments.find([restApiId, deploymentId]);
      if (row === undefined) return false;
      deployments.put(row, row.key, described(read<Deployment>(row), description));
      return true;
    },
    list: (restApiId) => deployments.under([restApiId]).map((row) => summaryOf(read<Deployment>(row))),
    delete(restApiId, deploymentId) {
      const stages = tables.stages.under([restApiId]).map((row) => read<Stage>(row));
      const user = stages.find((stage) => deploymentIds(stage).includes(deploymentId));
      if (user !== undefined) {
        throw new StoreRefusal('DEPLOYMENT_IN_USE', `stage ${user.stageName} uses deployment ${deploymentId}`);
      }
      return deployments.remove([restApiId, deploymentId]);
    },
  };
}

function stages(tables: ApiTables): Stages {
  const { stages } = tables;
  return {
    put(stage) {
      const { restApiId, stageName } = stage;
      const targets = deploymentIds(stage).map((id) => tables.deployments.find([restApiId, id]));
      const [first] = targets;
      if (first === undefined || targets.includes(undefined)) {
        const missing = deploymentIds(stage)[targets.indexOf(undefined)];
        throw new StoreRefusal('NO_SUCH_DEPLOYMENT', `REST API ${restApiId} has no deployment ${missing}`);
      }
      stages.put(first, [restApiId, stageName], stage);
    },
    get(restApiId, stageName) {
      const row = stages.find([restApiId, stageName]);
      return row && read<Stage>(row);
    },
    list: (restApiId) => stages.under([restApiId]).map((row) => read<Stage>(row)),
    delete: (restApiId, stageName) => stages.remove([restApiId, stageName]),
    restApiIds: () => [...new Set(stages.all().map((row) => row.key[0] ?? ''))],
    listDeployed: () =>
      deployedStages(
        stages.all().map((row) => [row, read<Stage>(row)]),
        (restApiId, deploymentId) => {
          const row = tables.deployments.find([restApiId, deploymentId]);
          return row && read<Deployment>(row);
        },
      ),
  };
}

function documents<Document>(rows: Rows): Documents<Document> {
  return {
    put({ accountId, region }, name, document) {
      rows.put({ accountId, region }, [accountId, region, name], document);
    },
    get({ accountId, region }, name) {
      const row = rows.find([accountId, region, name]);
      return row && read<Document>(row);
    },
    list: (scope) => rows.in(scope).map((row) => read<Document>(row)),
    listAll: () =>
      rows.all().map((row) => ({
        accountId: row.accountId,
        region: row.region,
        name: row.key[2] ?? '',
        document: read<Document>(row),
      })),
    delete: ({ accountId, region }, name) => rows.remove([accountId, region, name]),
  };
}

function settings(rows: Rows): Settings {
  const nowhere = { accountId: '', region: '' };
  return {
    get(key) {
      const row = rows.find([key]);
      return row && read<string>(row);
    },
    set: (key, value) => rows.put(nowhere, [key], value),
    delete: (key) => rows.remove([key]),
  };
}
