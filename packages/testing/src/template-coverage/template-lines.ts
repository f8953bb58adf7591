import { LineMap } from '@portico/vtl';
import { parseYaml, YamlError, type YamlNode } from '../test-file/parse-yaml.ts';

/**
 * Where templates begin in a YAML document: by their text, how many lines of the document stand before their first. Only those whose lines
 * are lines of the document: literal blocks (`|`), and texts of one line.
 */
export function templateLines(document: string): ReadonlyMap<string, number> {
  const lines = new LineMap(document);
  const found = new Map<string, number>();

  function visit(node: YamlNode): void {
    if (node.type === 'map') for (const { value } of node.pairs) visit(value);
    else if (node.type === 'list') for (const item of node.items) visit(item);
    else if (node.isLiteral || !node.text.trimEnd().includes('\n')) {
      found.set(node.text, lines.span(node.start, node.start).line - 1);
    }
  }

  try {
    visit(parseYaml(document));
  } catch (thrown) {
    if (!(thrown instanceof YamlError)) throw thrown;
  }
  return found;
}
