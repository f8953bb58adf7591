import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationPartOutput } from './documentation-output.ts';
import { namedDocumentation, namedPart } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationPart.html */
export function getDocumentationPart(call: OperationCall, ports: ApiGatewayPorts): Output {
  return documentationPartOutput(namedPart(call, namedDocumentation(call, ports)));
}
