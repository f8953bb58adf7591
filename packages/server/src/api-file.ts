import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Diagnostic } from '@portico/api-model';
import type { Scope, Store } from '@portico/store';
import { ConfigError } from './config-error.ts';
import { deployDocument } from './deploy-document.ts';
import type { Deployments } from './deployments.ts';

export interface ApiFile {
  readonly file: string;
  readonly stageName: string;
  readonly strict: boolean;
}

export interface ServedApiFile {
  readonly restApiId: string;
  readonly warnings: readonly Diagnostic[];
}

/**
 * `portico start --api FILE`: deploys the document under the file's name (`my-api.yaml` is API `myapi`). A document that has not
 * changed since the last start is not deployed again. Throws ConfigError with every finding when it is refused.
 */
export function deployApiFile(store: Store, deployments: Deployments, scope: Scope, api: ApiFile): ServedApiFile {
  const text = readDocument(api.file);
  const restApiId = restApiIdOf(api.file);
  const fingerprint = createHash('sha256').update(text).digest('hex');
  const key = `api-file/${restApiId}/${api.stageName}`;
  if (store.settings.get(key) === fingerprint && store.stages.get(restApiId, api.stageName) !== undefined) {
    return { restApiId, warnings: [] };
  }
  const result = deployDocument(store, deployments, scope, {
    text,
    restApiId,
    stageName: api.stageName,
    strict: api.strict,
  });
  if (!result.deployed) {
    throw new ConfigError({
      path: 'api',
      expected: 'an OpenAPI document that API Gateway accepts and Portico serves',
      received: `${api.file}, with these findings:\n${result.diagnostics.map((finding) => formatDiagnostic(api.file, finding)).join('\n')}\n`,
      remedy: 'Correct them; docs/errors.md explains each.',
    });
  }
  store.settings.set(key, fingerprint);
  return { restApiId, warnings: result.diagnostics };
}

/** `api.yaml:12:5: error not-served: Portico does not serve ... (GET /pets). Leave it out...` */
export function formatDiagnostic(file: string, diagnostic: Diagnostic): string {
  const { line, column, severity, code, message, place, remedy } = diagnostic;
  const position = line === undefined ? '' : `:${line}${column === undefined ? '' : `:${column}`}`;
  const where = place === '' ? '' : ` (${place})`;
  return `${file}${position}: ${severity} ${code}: ${message}${where}${remedy === undefined ? '' : ` ${remedy}`}`;
}

function readDocument(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new ConfigError({
      path: 'api',
      expected: 'a file that can be read',
      received: `${file} (${cause instanceof Error ? cause.message : String(cause)})`,
      remedy: 'Name an OpenAPI 2 or 3 document, JSON or YAML.',
      cause,
    });
  }
}

function restApiIdOf(file: string): string {
  const id = basename(file)
    .replace(/(\.openapi|\.swagger)?\.(ya?ml|json)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
  if (id !== '') return id.slice(0, 64);
  throw new ConfigError({
    path: 'api',
    expected: 'a file name with a letter or digit, which becomes the API id',
    received: file,
    remedy: 'Rename the file.',
  });
}
