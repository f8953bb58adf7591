import type { ASTBlock, ASTprocess, Statement } from '@portico/vtl';
import type { Facts, Place } from './facts.ts';

/** Parts of the template that nothing leads to; only the outermost of each. Macros that nobody calls do not count. */
export function findUnreachable(tree: ASTprocess, facts: Facts): readonly { place: Place; reason: string }[] {
  const found: { place: Place; reason: string }[] = [];
  walk(tree.statements);
  return found;

  function walk(statements: readonly Statement[]): void {
    for (const [i, statement] of statements.entries()) {
      if (statement.type === 'ASTDirective') {
        if (
          (statement.name === 'stop' || (statement.name === 'break' && statement.args === undefined)) &&
          reportBehind(statements.slice(i + 1), `#${statement.name} ends it before`)
        )
          return;
        if (statement.block !== undefined && facts.visited.has(statement.block)) walk(statement.block.statements);
      }
      if (statement.type !== 'ASTIfStatement') continue;
      for (const { block: body } of statement.branches) block(body, 'the condition is never true here');
      if (statement.otherwise !== undefined) block(statement.otherwise, 'a condition before it is always true');
    }
  }

  function block(body: ASTBlock, reason: string): void {
    if (facts.visited.has(body)) walk(body.statements);
    else if (body.statements.length > 0) found.push({ place: body.span, reason });
  }

  function reportBehind(rest: readonly Statement[], reason: string): boolean {
    const spans = rest.flatMap((statement) => (statement.type === 'ASTText' ? [] : [statement.span]));
    const [first, last] = [spans[0], spans.at(-1)];
    if (first === undefined || last === undefined) return false;
    found.push({ place: { start: first.start, end: last.end }, reason });
    return true;
  }
}
