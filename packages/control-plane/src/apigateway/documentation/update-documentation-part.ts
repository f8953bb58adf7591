import type { OperationCall } from '../../operation-call.ts';
import { placed } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationPartOutput } from './documentation-output.ts';
import { checkProperties } from './documentation-rules.ts';
import { changeDocumentation, namedPart } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDocumentationPart.html */
export function updateDocumentationPart(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateDocumentationPartInput');
  const changed = changeDocumentation(call, ports, (documentation) => {
    const part = patchSimple(namedPart(call, documentation), operations, {
      '/properties': (one, value) => ({ ...one, properties: checkProperties(value) }),
    });
    return { ...documentation, parts: placed(documentation.parts, part, ({ id }) => id) };
  });
  return documentationPartOutput(namedPart(call, changed));
}
