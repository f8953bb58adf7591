import type { RequestValidator } from '@portico/api-model';
import { parseInput, readBoolean, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { changeApi, unusedId } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { requestValidatorOutput } from './request-validator-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRequestValidator.html */
export function createRequestValidator(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const name = readString(input, 'name');
  const validateRequestBody = readBoolean(input, 'validateRequestBody') ?? false;
  const validateRequestParameters = readBoolean(input, 'validateRequestParameters') ?? false;
  if (name !== undefined && name.trim() === '') throw badRequest('Request Validator name cannot be blank');
  const changed = changeApi(
    call,
    ports,
    (api) => {
      const validator: RequestValidator = {
        id: unusedId(ports, 6, (id) => api.requestValidators.some((one) => one.id === id)),
        name: name ?? '',
        validateRequestBody,
        validateRequestParameters,
      };
      return { ...api, requestValidators: [...api.requestValidators, validator] };
    },
    () => badRequest('Invalid REST API identifier specified'),
  );
  return changed.requestValidators.slice(-1).map(requestValidatorOutput)[0] ?? {};
}
