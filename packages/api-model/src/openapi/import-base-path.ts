import type { ImportScope } from './import-scope.ts';
import { readList, readMap, readText } from './read.ts';
import type { SourceMap } from './source-node.ts';

export type BasePathMode = 'ignore' | 'prepend' | 'split';

/**
 * What to put before every path: `` or `/a/b`
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-import-api-basePath.html).
 * `split` drops the first part: it is the stage, or a base path mapping.
 */
export function importBasePath(scope: ImportScope, mode: BasePathMode): string {
  const written = scope.version === '2.0' ? readText(scope, scope.root, 'basePath')?.text : serverBasePath(scope);
  if (mode === 'ignore' || written === undefined) return '';
  const parts = written.split('/').filter((part) => part !== '');
  return (mode === 'split' ? parts.slice(1) : parts).map((part) => `/${part}`).join('');
}

function serverBasePath(scope: ImportScope): string | undefined {
  const servers = readList(scope, scope.root, 'servers');
  if (servers !== undefined && servers.items.length > 1) {
    scope.report(
      'several-servers',
      servers,
      'More than one server provided. Ignoring all but the first for defining endpoint configuration',
      { remedy: 'Keep the server that the base path is to be taken from.' },
    );
  }
  const server = servers?.items[0];
  if (server?.kind !== 'map') return undefined;
  const variables = readMap(scope, server, 'variables');
  const basePath = variables && readMap(scope, variables, 'basePath');
  if (basePath !== undefined) return readText(scope, basePath, 'default')?.text;
  const url = readText(scope, server, 'url')?.text;
  return url === undefined ? undefined : pathOf(url, variables);
}

function pathOf(url: string, variables: SourceMap | undefined): string {
  const filled = url.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const variable = variables?.entries.get(name);
    const value = variable?.kind === 'map' ? variable.entries.get('default') : undefined;
    return value?.kind === 'scalar' ? value.text : whole;
  });
  return filled.replace(/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\/[^/?#]*/, '').replace(/[?#].*$/, '');
}
