import { parseSource } from './parse-source.ts';
import { toJsonText } from './source-node.ts';

/** A document as JSON data, from JSON or YAML with the bounds of an import; undefined for text that is neither. Never throws. */
export function parseDefinition(text: string): unknown {
  const { root } = parseSource(text, (scalar) => scalar);
  return root === undefined ? undefined : JSON.parse(toJsonText(root));
}
