import { parseDefinition } from '@portico/api-model';
import type { DocumentationPart } from '@portico/store';
import type { AwsError } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { isObject } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { putMode } from '../rest-apis/read-definition.ts';
import { MAXIMUM_PARTS, readLocation, sameLocation } from './documentation-rules.ts';
import { changeDocumentation } from './named-documentation.ts';

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_ImportDocumentationParts.html: the parts in a document's
 * `x-amazon-apigateway-documentation`. `merge` keeps what the document does not describe, `overwrite` does not.
 */
export function importDocumentationParts(call: OperationCall, ports: ApiGatewayPorts): Output {
  const mode = putMode(call, 'importDocumentationPartsInput');
  const { parts: read, warnings } = readParts(call.body);
  if (warnings.length > 0 && queryValue(call, 'failonwarnings') === 'true') {
    throw badRequest(`Warnings found during import:\n${warnings.join('\n')}`);
  }
  const ids: string[] = [];
  changeDocumentation(call, ports, (documentation) => {
    const kept = mode === 'merge' ? [...documentation.parts] : [];
    for (const part of read) {
      const at = kept.findIndex(({ location }) => sameLocation(location, part.location));
      const before = documentation.parts.find(({ location }) => sameLocation(location, part.location));
      const id =
        before?.id ?? unusedId(ports, 6, (taken) => [...documentation.parts, ...kept].some((one) => one.id === taken));
      const placed: DocumentationPart = { ...part, id };
      if (at < 0) kept.push(placed);
      else kept[at] = placed;
      ids.push(id);
    }
    if (kept.length > MAXIMUM_PARTS) throw badRequest(`An API can have at most ${MAXIMUM_PARTS} documentation parts`);
    return { ...documentation, parts: kept };
  });
  return { ids, warnings };
}

type ReadPart = Omit<DocumentationPart, 'id'>;

function readParts(body: Uint8Array): { readonly parts: readonly ReadPart[]; readonly warnings: readonly string[] } {
  const document = parseDefinition(new TextDecoder().decode(body));
  if (!isObject(document)) throw badRequest('Invalid OpenAPI input.');
  const documentation = document['x-amazon-apigateway-documentation'];
  const list = isObject(documentation) ? documentation['documentationParts'] : undefined;
  const parts: ReadPart[] = [];
  const warnings: string[] = [];
  for (const [index, item] of (Array.isArray(list) ? list : []).entries()) {
    try {
      parts.push(readPart(item));
    } catch (error) {
      warnings.push(`Documentation part ${index + 1} was left out: ${(error as AwsError).message}`);
    }
  }
  return { parts, warnings };
}

function readPart(item: unknown): ReadPart {
  const part: JsonObject = isObject(item) ? item : {};
  const location = readLocation(
    isObject(part['location']) ? part['location'] : undefined,
    inputShape('documentationPart'),
  );
  if (!isObject(part['properties'])) throw badRequest('properties must be an object');
  return { location, properties: JSON.stringify(part['properties']) };
}
