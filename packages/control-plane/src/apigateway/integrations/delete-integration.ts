import type { OperationCall } from '../../operation-call.ts';
import { changeMethod } from '../edit-api.ts';
import { noSuchIntegration } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteIntegration.html: with its responses. */
export function deleteIntegration(call: OperationCall, ports: ApiGatewayPorts): undefined {
  changeMethod(call, ports, ({ method }) => {
    const { integration, ...rest } = method;
    if (integration === undefined) throw noSuchIntegration();
    return rest;
  });
}
