import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { requestValidatorOutput } from './request-validator-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetRequestValidators.html */
export function getRequestValidators(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(call, namedApi(call, ports).requestValidators, ({ id }) => id, requestValidatorOutput);
}
