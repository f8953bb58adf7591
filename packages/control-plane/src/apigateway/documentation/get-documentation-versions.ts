import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationVersionOutput } from './documentation-output.ts';
import { namedDocumentation } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDocumentationVersions.html */
export function getDocumentationVersions(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(call, namedDocumentation(call, ports).versions, ({ version }) => version, documentationVersionOutput);
}
