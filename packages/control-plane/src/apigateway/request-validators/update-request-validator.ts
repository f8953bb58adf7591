import type { OperationCall } from '../../operation-call.ts';
import { placed, saveApi } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedRequestValidator } from './named-request-validator.ts';
import { requestValidatorOutput } from './request-validator-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateRequestValidator.html: a value other than `true` means false. */
export function updateRequestValidator(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateRequestValidatorInput');
  return ports.store.transaction(() => {
    const { api, validator } = namedRequestValidator(call, ports);
    const changed = patchSimple(validator, operations, {
      '/name': (one, value = '') => {
        if (value.trim() === '') throw badRequest('Request Validator name cannot be blank');
        return { ...one, name: value };
      },
      '/validateRequestParameters': (one, value) => ({ ...one, validateRequestParameters: value === 'true' }),
      '/validateRequestBody': (one, value) => ({ ...one, validateRequestBody: value === 'true' }),
    });
    saveApi(call, ports, { ...api, requestValidators: placed(api.requestValidators, changed, ({ id }) => id) });
    return requestValidatorOutput(changed);
  });
}
