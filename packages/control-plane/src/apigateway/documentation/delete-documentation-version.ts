import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { changeDocumentation, namedVersion } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDocumentationVersion.html */
export function deleteDocumentationVersion(call: OperationCall, ports: ApiGatewayPorts): undefined {
  changeDocumentation(call, ports, (documentation) => {
    const gone = namedVersion(call, documentation);
    return { ...documentation, versions: documentation.versions.filter((version) => version !== gone) };
  });
}
