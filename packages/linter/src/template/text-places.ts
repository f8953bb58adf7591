import type { ASTprocess, Statement } from '@portico/vtl';

type ASTText = Extract<Statement, { type: 'ASTText' }>;

/** Where the text of a template stands in its source: start included, end excluded. Found again by its content, because text carries no span. */
export function textPlaces(source: string, tree: ASTprocess): ReadonlyMap<ASTText, { start: number; end: number }> {
  const places = new Map<ASTText, { start: number; end: number }>();
  walk(tree.statements, 0);
  return places;

  function walk(statements: readonly Statement[], from: number): void {
    let at = from;
    for (const statement of statements) {
      if (statement.type === 'ASTText') {
        const place = find(statement.text, at);
        places.set(statement, place);
        at = place.end;
        continue;
      }
      at = statement.span.end;
      if (statement.type === 'ASTIfStatement') {
        for (const { block } of statement.branches) walk(block.statements, block.span.start);
        if (statement.otherwise !== undefined) walk(statement.otherwise.statements, statement.otherwise.span.start);
      } else if (statement.type === 'ASTDirective' && statement.block !== undefined) {
        walk(statement.block.statements, statement.block.span.start);
      }
    }
  }

  function find(text: string, at: number): { start: number; end: number } {
    // A comment leaves nothing but the `#` and `$` directly before it.
    if (/^[#$]*$/.test(text)) {
      const comment = /##[^\r\n]*(?:\r\n|\r|\n)?|#\*[\s\S]*?(?:\*#|$)/y;
      comment.lastIndex = at + text.length;
      if (source.startsWith(text, at) && comment.test(source)) return { start: at, end: comment.lastIndex };
    }
    const found = source.indexOf(text, at);
    const start = found === -1 ? at : found;
    return { start, end: found === -1 ? at : found + text.length };
  }
}
