import type { RestApi } from '@portico/api-model';
import type { Scope } from '@portico/store';
import { conflict } from './errors.ts';
import type { ApiGatewayPorts } from './ports.ts';
import type { ImportParameters } from './read-definition.ts';
import { readDefinition } from './read-definition.ts';

/**
 * Creates an API from an OpenAPI document. Throws BadRequestException for a document with errors; nothing is stored then.
 * `restApiId`: an id chosen by the operator of a server, where the service would make one up.
 */
export function importApi(
  ports: ApiGatewayPorts,
  owner: Scope,
  text: string,
  parameters: ImportParameters & { readonly restApiId?: string },
): { readonly api: RestApi; readonly warnings: readonly string[] } {
  const { restApiId = newRestApiId(ports), ...reading } = parameters;
  const read = readDefinition(ports, owner, restApiId, text, reading);
  const api: RestApi = { ...read.api, createdDate: ports.now() / 1000 };
  ports.store.transaction(() => {
    if (ports.store.apis.get(restApiId) !== undefined) throw conflict(`REST API id ${restApiId} is taken`);
    ports.store.apis.put({ accountId: owner.accountId, region: owner.region }, api);
  });
  return { api, warnings: read.warnings };
}

function newRestApiId(ports: ApiGatewayPorts): string {
  for (;;) {
    const id = ports.newId(10);
    if (ports.store.apis.get(id) === undefined) return id;
  }
}
