import type { Authorizer, RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchAuthorizer } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The authorizer that the request's path names. */
export function namedAuthorizer(
  call: OperationCall,
  ports: ApiGatewayPorts,
): { readonly api: RestApi; readonly authorizer: Authorizer } {
  const api = namedApi(call, ports, noSuchAuthorizer);
  const authorizerId = label(call, 'authorizer_id');
  const authorizer = api.authorizers.find(({ id }) => id === authorizerId);
  if (authorizer === undefined) throw noSuchAuthorizer();
  return { api, authorizer };
}
