import type { Model, RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchModel } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The model that the request's path names; the service says the same when the API is missing. */
export function namedModel(
  call: OperationCall,
  ports: ApiGatewayPorts,
): { readonly api: RestApi; readonly model: Model } {
  const name = label(call, 'model_name');
  const api = namedApi(call, ports, () => noSuchModel(name));
  const model = api.models.find((one) => one.name === name);
  if (model === undefined) throw noSuchModel(name);
  return { api, model };
}
