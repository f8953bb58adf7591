import type { OperationCall } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedAuthorizer } from './named-authorizer.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteAuthorizer.html: refused while a method uses it. */
export function deleteAuthorizer(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { api, authorizer } = namedAuthorizer(call, ports);
    for (const { path, methods } of api.resources) {
      const user = methods.find(({ authorizerId }) => authorizerId === authorizer.id);
      // TODO(aws-verify): the text
      if (user !== undefined) {
        throw conflict(
          `Cannot delete authorizer '${authorizer.id}', is referenced in method: ${path}/${user.httpMethod}`,
        );
      }
    }
    saveApi(call, ports, { ...api, authorizers: api.authorizers.filter((one) => one !== authorizer) });
  });
}
