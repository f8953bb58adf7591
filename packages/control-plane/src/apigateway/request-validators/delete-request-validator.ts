import type { OperationCall } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedRequestValidator } from './named-request-validator.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteRequestValidator.html: refused while a method uses it. */
export function deleteRequestValidator(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { api, validator } = namedRequestValidator(call, ports);
    for (const { path, methods } of api.resources) {
      const user = methods.find(({ requestValidatorId }) => requestValidatorId === validator.id);
      // TODO(aws-verify): the text
      if (user !== undefined) {
        throw conflict(
          `Cannot delete request validator '${validator.id}', is referenced in method: ${path}/${user.httpMethod}`,
        );
      }
    }
    saveApi(call, ports, { ...api, requestValidators: api.requestValidators.filter((one) => one !== validator) });
  });
}
