/**
 * The schema, one step a version; a step that was released is never edited. Resources are JSON documents beside the columns that
 * they are found by; rules between them are foreign keys.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE rest_apis (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    region TEXT NOT NULL,
    document TEXT NOT NULL
  ) STRICT;
  CREATE INDEX rest_apis_by_scope ON rest_apis (account_id, region);

  CREATE TABLE deployments (
    rest_api_id TEXT NOT NULL REFERENCES rest_apis (id) ON DELETE CASCADE,
    id TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (rest_api_id, id)
  ) STRICT;

  CREATE TABLE stages (
    rest_api_id TEXT NOT NULL REFERENCES rest_apis (id) ON DELETE CASCADE,
    stage_name TEXT NOT NULL,
    deployment_id TEXT NOT NULL,
    canary_deployment_id TEXT,
    document TEXT NOT NULL,
    PRIMARY KEY (rest_api_id, stage_name),
    FOREIGN KEY (rest_api_id, deployment_id) REFERENCES deployments (rest_api_id, id),
    FOREIGN KEY (rest_api_id, canary_deployment_id) REFERENCES deployments (rest_api_id, id)
  ) STRICT;
  CREATE INDEX stages_by_deployment ON stages (rest_api_id, deployment_id);
  CREATE INDEX stages_by_canary_deployment ON stages (rest_api_id, canary_deployment_id);

  CREATE TABLE sagemaker_documents (
    kind TEXT NOT NULL,
    account_id TEXT NOT NULL,
    region TEXT NOT NULL,
    name TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (kind, account_id, region, name)
  ) STRICT;

  CREATE TABLE settings (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;
  `,
  // Documents of every service share the table.
  'ALTER TABLE sagemaker_documents RENAME TO documents',
  // The resources of an API, so that a change of one writes one.
  `
  CREATE TABLE rest_api_resources (
    rest_api_id TEXT NOT NULL REFERENCES rest_apis (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (rest_api_id, position)
  ) STRICT;
  INSERT INTO rest_api_resources (rest_api_id, position, document)
    SELECT rest_apis.id, resource.key, resource.value
    FROM rest_apis, json_each(rest_apis.document, '$.resources') AS resource;
  UPDATE rest_apis SET document = json_set(document, '$.resources', json('[]'));
  `,
  // What deployments are listed by, apart from the API that each of them froze.
  `
  ALTER TABLE deployments ADD COLUMN summary TEXT NOT NULL DEFAULT '{}';
  UPDATE deployments SET summary = json_remove(document, '$.api'), document = json_extract(document, '$.api');
  `,
  // Documents that are listed by prefix.
  `
  CREATE TABLE ordered_documents (
    kind TEXT NOT NULL,
    partition TEXT NOT NULL,
    key BLOB NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (kind, partition, key)
  ) STRICT, WITHOUT ROWID;
  `,
];
