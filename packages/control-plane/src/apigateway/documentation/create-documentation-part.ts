import type { DocumentationPart } from '@portico/store';
import { parseInput, readObject, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { documentationPartOutput } from './documentation-output.ts';
import { checkNewPart, checkProperties, readLocation } from './documentation-rules.ts';
import { changeDocumentation } from './named-documentation.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDocumentationPart.html */
export function createDocumentationPart(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const location = readLocation(readObject(input, 'location'), inputShape('createDocumentationPartInput'));
  const properties = readString(input, 'properties');
  const { parts } = changeDocumentation(call, ports, (documentation) => {
    checkNewPart(documentation.parts, location);
    const part: DocumentationPart = {
      id: unusedId(ports, 6, (id) => documentation.parts.some((one) => one.id === id)),
      location,
      properties: checkProperties(properties),
    };
    return { ...documentation, parts: [...documentation.parts, part] };
  });
  return parts.slice(-1).map(documentationPartOutput)[0] ?? {};
}
