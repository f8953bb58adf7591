import { CliError } from '../cli-error.ts';
import { callApiGateway } from './api-gateway-client.ts';
import type { Connection } from './connection.ts';

export interface ImportRequest {
  /** OpenAPI 2.0 or 3.0, JSON or YAML. */
  readonly document: Uint8Array;
  /** Replaces this API's definition; otherwise a new API is made. */
  readonly restApiId: string | undefined;
  /** Deploys to this stage; otherwise the definition is only stored. */
  readonly stageName: string | undefined;
  readonly basepath: 'ignore' | 'prepend' | 'split';
  readonly failOnWarnings: boolean;
}

export interface ImportResult {
  readonly restApiId: string;
  readonly name: string;
  readonly deploymentId: string | undefined;
  readonly warnings: readonly string[];
}

/**
 * Imports an API and deploys it. A refusal at any point leaves the server as it was: a new API is removed again, and
 * an existing one is only touched after the same document has been imported and deployed on trial.
 */
export async function importApi(connection: Connection, request: ImportRequest): Promise<ImportResult> {
  if (request.restApiId === undefined) return importNew(connection, request);
  const restApiId = request.restApiId;
  // An unknown id is the likelier mistake: say so before anything else.
  await callApiGateway(connection, { method: 'GET', path: `/restapis/${encodeURIComponent(restApiId)}` });
  const trial = await importNew(connection, request);
  await deleteApi(connection, trial.restApiId);
  const api = await callApiGateway(connection, {
    method: 'PUT',
    path: `/restapis/${encodeURIComponent(restApiId)}`,
    query: { ...importQuery(request), mode: 'overwrite' },
    body: request.document,
  });
  return finish(connection, request, api);
}

async function importNew(connection: Connection, request: ImportRequest): Promise<ImportResult> {
  const api = await callApiGateway(connection, {
    method: 'POST',
    path: '/restapis',
    query: { ...importQuery(request), mode: 'import' },
    body: request.document,
  });
  try {
    return await finish(connection, request, api);
  } catch (thrown) {
    await deleteApi(connection, text(api, 'id'));
    throw thrown;
  }
}

async function finish(
  connection: Connection,
  { stageName }: ImportRequest,
  api: Readonly<Record<string, unknown>>,
): Promise<ImportResult> {
  const restApiId = text(api, 'id');
  const warnings = Array.isArray(api['warnings']) ? api['warnings'].map(String) : [];
  const deploymentId = stageName === undefined ? undefined : await deploy(connection, restApiId, stageName);
  return { restApiId, name: text(api, 'name'), deploymentId, warnings };
}

async function deploy(connection: Connection, restApiId: string, stageName: string): Promise<string> {
  const deployment = await callApiGateway(connection, {
    method: 'POST',
    path: `/restapis/${encodeURIComponent(restApiId)}/deployments`,
    body: { stageName, description: 'portico import' },
  });
  return text(deployment, 'id');
}

async function deleteApi(connection: Connection, restApiId: string): Promise<void> {
  await callApiGateway(connection, { method: 'DELETE', path: `/restapis/${encodeURIComponent(restApiId)}` });
}

function importQuery({ basepath, failOnWarnings }: ImportRequest): Record<string, string> {
  return { basepath, failonwarnings: String(failOnWarnings) };
}

function text(answer: Readonly<Record<string, unknown>>, member: string): string {
  const value = answer[member];
  if (typeof value === 'string') return value;
  throw new CliError(`the server's answer has no ${member}: is it API Gateway or Portico that listens there?`);
}
