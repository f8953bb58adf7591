import type { OperationCall } from '../../operation-call.ts';
import { placed } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationVersionOutput } from './documentation-output.ts';
import { changeDocumentation, namedVersion } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationVersion.html: its description only. */
export function updateDocumentationVersion(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateDocumentationVersionInput');
  const changed = changeDocumentation(call, ports, (documentation) => {
    const version = patchSimple(namedVersion(call, documentation), operations, {
      '/description': ({ description: _, ...rest }, value) =>
        value === undefined || value === '' ? rest : { ...rest, description: value },
    });
    return { ...documentation, versions: placed(documentation.versions, version, (one) => one.version) };
  });
  return documentationVersionOutput(namedVersion(call, changed));
}
