import { unusedId } from '../edit-api.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** Unique over all accounts and regions of the server. */
export function newRestApiId(ports: ApiGatewayPorts): string {
  return unusedId(ports, 10, (id) => ports.store.apis.get(id) !== undefined);
}
