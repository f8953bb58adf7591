import { isCollection, parseDocument, visit } from 'yaml';
import type { Exported } from './export-openapi.ts';

/** An OpenAPI document as text. */
export function printDefinition(definition: Exported, format: 'json' | 'yaml'): string {
  const json = JSON.stringify(definition, undefined, 2);
  if (format === 'json') return json;
  // JSON is YAML: read as that, numbers keep their digits. Then its braces give way to lines.
  const document = parseDocument(json, { intAsBigInt: true });
  visit(document, (_, node) => {
    if (isCollection(node)) node.flow = false;
  });
  visit(document, {
    Scalar(_, node) {
      // The quotes of JSON are needed here and there only.
      if (node.type === 'QUOTE_DOUBLE') delete node.type;
    },
  });
  return document.toString({ lineWidth: 0 });
}
