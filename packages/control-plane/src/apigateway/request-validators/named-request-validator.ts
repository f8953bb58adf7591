import type { RequestValidator, RestApi } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchRequestValidator } from '../errors.ts';
import { namedApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The validator that the request's path names; the service says the same when the API is missing. */
export function namedRequestValidator(
  call: OperationCall,
  ports: ApiGatewayPorts,
): { readonly api: RestApi; readonly validator: RequestValidator } {
  const api = namedApi(call, ports, noSuchRequestValidator);
  const validatorId = label(call, 'requestvalidator_id');
  const validator = api.requestValidators.find(({ id }) => id === validatorId);
  if (validator === undefined) throw noSuchRequestValidator();
  return { api, validator };
}
