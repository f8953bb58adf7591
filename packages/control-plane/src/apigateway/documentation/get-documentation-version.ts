import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationVersionOutput } from './documentation-output.ts';
import { namedDocumentation, namedVersion } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersion.html */
export function getDocumentationVersion(call: OperationCall, ports: ApiGatewayPorts): Output {
  return documentationVersionOutput(namedVersion(call, namedDocumentation(call, ports)));
}
