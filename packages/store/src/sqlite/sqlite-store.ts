import type { DatabaseSync } from 'node:sqlite';
import type { Store } from '../store.ts';
import { sqliteDeployments } from './deployments.ts';
import { sqliteDocuments } from './documents.ts';
import { openDatabase } from './open-database.ts';
import { sqliteOrderedDocuments } from './ordered-documents.ts';
import { sqliteRestApis } from './rest-apis.ts';
import { sqliteSettings } from './settings.ts';
import { sqliteStages } from './stages.ts';

/** The Store in one SQLite file, created when it is not there (its directory must be). @throws StoreFileError */
export function openSqliteStore(file: string): Store {
  const database = openDatabase(file);
  const apis = sqliteRestApis(database, atomically);
  return {
    apis,
    deployments: sqliteDeployments(database),
    stages: sqliteStages(database),
    apiKeys: sqliteDocuments(database, 'api-key'),
    apiKeyIds: sqliteDocuments(database, 'api-key-id'),
    usagePlans: sqliteDocuments(database, 'usage-plan'),
    quotaGrants: sqliteDocuments(database, 'quota-grant'),
    vpcLinks: sqliteDocuments(database, 'vpc-link'),
    clientCertificates: sqliteDocuments(database, 'client-certificate'),
    domainNames: sqliteDocuments(database, 'domain-name'),
    accounts: sqliteDocuments(database, 'account'),
    documentation: sqliteDocuments(database, 'documentation'),
    sagemakerModels: sqliteDocuments(database, 'model'),
    endpointConfigs: sqliteDocuments(database, 'endpoint-config'),
    endpoints: sqliteDocuments(database, 'endpoint'),
    buckets: sqliteOrderedDocuments(database, 'bucket'),
    objects: sqliteOrderedDocuments(database, 'object'),
    uploads: sqliteOrderedDocuments(database, 'upload'),
    parts: sqliteOrderedDocuments(database, 'part'),
    looseFiles: sqliteOrderedDocuments(database, 'loose-file'),
    iamUsers: sqliteDocuments(database, 'iam-user'),
    iamGroups: sqliteDocuments(database, 'iam-group'),
    iamRoles: sqliteDocuments(database, 'iam-role'),
    iamPolicies: sqliteDocuments(database, 'iam-policy'),
    accessKeys: sqliteDocuments(database, 'access-key'),
    settings: sqliteSettings(database),
    transaction: atomically,
    close: () => database.close(),
  };

  function atomically<T>(change: () => T): T {
    return transaction(database, change, apis.forget);
  }
}

/** Savepoints nest, and the outermost one is a transaction (https://www.sqlite.org/lang_savepoint.html). */
function transaction<T>(database: DatabaseSync, change: () => T, undone: () => void): T {
  database.exec('SAVEPOINT change');
  try {
    const result = change();
    if (result instanceof Promise) throw new TypeError('a transaction must be synchronous');
    database.exec('RELEASE change');
    return result;
  } catch (error) {
    undone();
    // A failed write (a full disk) may have ended the whole transaction already.
    if (database.isTransaction) database.exec('ROLLBACK TO change; RELEASE change');
    throw error;
  }
}
