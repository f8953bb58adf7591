import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { changeDocumentation, namedPart } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationPart.html: versions keep their copy. */
export function deleteDocumentationPart(call: OperationCall, ports: ApiGatewayPorts): undefined {
  changeDocumentation(call, ports, (documentation) => {
    const gone = namedPart(call, documentation);
    return { ...documentation, parts: documentation.parts.filter((part) => part !== gone) };
  });
}
