import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedAuthorizer } from './named-authorizer.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html: refused, as methods with authorizers are. */
export function testInvokeAuthorizer(call: OperationCall, ports: ApiGatewayPorts): never {
  const { authorizer } = namedAuthorizer(call, ports);
  throw badRequest(
    `Portico does not serve authorizers yet: ${authorizer.name} is recorded, and cannot be invoked. Test its methods with TestInvokeMethod, which asks for no authorization.`,
  );
}
