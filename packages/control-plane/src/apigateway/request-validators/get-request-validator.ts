import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedRequestValidator } from './named-request-validator.ts';
import { requestValidatorOutput } from './request-validator-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidator.html */
export function getRequestValidator(call: OperationCall, ports: ApiGatewayPorts): Output {
  return requestValidatorOutput(namedRequestValidator(call, ports).validator);
}
