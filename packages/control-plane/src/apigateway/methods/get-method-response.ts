import type { MethodResponse } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchResponse } from '../errors.ts';
import type { NamedMethod } from '../lookup.ts';
import { namedMethod } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { methodResponseOutput } from './method-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetMethodResponse.html */
export function getMethodResponse(call: OperationCall, ports: ApiGatewayPorts): Output {
  return methodResponseOutput(namedMethodResponse(call, namedMethod(call, ports)));
}

/** The response of a method that the request's path names. */
export function namedMethodResponse(call: OperationCall, { method }: Pick<NamedMethod, 'method'>): MethodResponse {
  const statusCode = label(call, 'status_code');
  const response = method.methodResponses.find((one) => one.statusCode === statusCode);
  if (response === undefined) throw noSuchResponse();
  return response;
}
