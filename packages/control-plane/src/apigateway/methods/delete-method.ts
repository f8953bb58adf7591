import type { OperationCall } from '../../operation-call.ts';
import { saveApi, withResource } from '../edit-api.ts';
import { namedMethod } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteMethod.html: with its integration and responses. */
export function deleteMethod(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { api, resource, method } = namedMethod(call, ports);
    saveApi(call, ports, withResource(api, { ...resource, methods: resource.methods.filter((one) => one !== method) }));
  });
}
