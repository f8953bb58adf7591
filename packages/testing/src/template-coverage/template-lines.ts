import { isScalar, LineCounter, parseDocument, visit } from 'yaml';

/**
 * Where templates begin in a YAML document: by their text, how many lines of the document stand before their first. Only those whose lines
 * are lines of the document: literal blocks (`|`), and texts of one line.
 */
export function templateLines(document: string): ReadonlyMap<string, number> {
  const lines = new LineCounter();
  const found = new Map<string, number>();
  visit(parseDocument(document, { lineCounter: lines, uniqueKeys: false, prettyErrors: false }), (_key, node) => {
    if (!isScalar(node) || typeof node.value !== 'string' || node.range === undefined || node.range === null) return;
    const { line } = lines.linePos(node.range[0]);
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const isOneLine = !node.value.trimEnd().includes('\n');
    // The text of a block begins below its `|` or `>`.
    if (node.type === 'BLOCK_LITERAL' || isOneLine) found.set(node.value, isBlock ? line : line - 1);
  });
  return found;
}
