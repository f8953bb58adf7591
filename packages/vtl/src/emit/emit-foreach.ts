import type { ASTDirective, DirectiveArgument } from '../ast.ts';
import { CodeScope } from './code-scope.ts';
import { emitValue } from './emit-expression.ts';
import { emitReference, emitVariable } from './emit-reference.ts';
import { emitSplitLoop, splitCall } from './emit-split-loop.ts';
import { quote, StringPrinter } from './printer.ts';

/** `#foreach($variable in $items)`. Velocity takes the third argument for the items and what follows it for the body. */
export function emitForeach(scope: CodeScope, directive: ASTDirective, variable: string): void {
  scope.enter('foreach', directive.span);
  const args = directive.args ?? [];
  if (args.length === 1) {
    scope.line('incompleteForeach();');
    return;
  }
  const items = args[2];
  if (items === undefined || items.type === 'ASTWord') return;
  const emitBody = (inner: CodeScope) => {
    emitIteration(inner, directive, variable);
    emitLoopBody(inner, directive, args[3]);
  };
  const { frames } = scope.template;
  const split = frames ? undefined : splitCall(scope, items);
  if (split !== undefined) {
    emitSplitLoop(scope, variable, split, emitBody);
    return;
  }
  const value = scope.observed('foreach', directive.span, emitValue(scope, items));
  if (frames) emitFrameLoop(scope, variable, value, emitBody);
  else emitPlainLoop(scope, variable, value, emitBody);
}

function emitLoopBody(scope: CodeScope, { block }: ASTDirective, extra: DirectiveArgument | undefined): void {
  if (extra === undefined) scope.statements(block?.statements ?? []);
  else if (extra.type === 'ASTReference') emitReference(scope, extra);
}

/** Tells an observer of the iteration that begins. */
function emitIteration(scope: CodeScope, { block, span }: ASTDirective, variable: string): void {
  const { probe, frames } = scope.template;
  if (probe === undefined) return;
  const index = frames ? `${emitVariable(scope, 'velocityCount')} - 1` : (scope.loops.at(-1)?.count ?? '0');
  const place = probe.place('iteration', block?.span ?? span);
  scope.line(`iterated(${place}, ${emitVariable(scope, variable)}, ${index});`);
}

function emitFrameLoop(scope: CodeScope, variable: string, value: string, emitBody: (scope: CodeScope) => void): void {
  const inner = new CodeScope(scope.template, {
    printer: new StringPrinter('w.text'),
    breaks: 'return-true',
    stops: 'throw',
  });
  emitBody(inner);
  const owner = scope.template.constant('{}');
  scope.line(
    `foreach(S, c, w, ${owner}, ${quote(variable)}, ${value}, (c, w) => {\n${inner.body()}\nreturn false;\n});`,
  );
}

function emitPlainLoop(scope: CodeScope, variable: string, value: string, emitBody: (scope: CodeScope) => void): void {
  const { template } = scope;
  const cursor = template.fresh('c');
  const loop = {
    variable,
    label: template.fresh('L'),
    item: template.fresh('x'),
    count: template.fresh('n'),
    hasNext: template.fresh('h'),
  };
  const limit = template.limitsIterations ? ` && ${loop.count} < S.maxIterations` : '';
  scope.line(`const ${cursor} = iterate(${value});`);
  scope.line(
    `if (${cursor} !== null) ${loop.label}: for (let ${loop.count} = 0; ${cursor}.hasNext${limit}; ${loop.count}++) {`,
  );
  scope.line(`const ${loop.item} = ${cursor}.next(), ${loop.hasNext} = ${cursor}.hasNext;`);
  scope.line('if (--S.budget.steps < 0) tooMuchWork();');
  emitBody(scope.inLoop(loop));
  scope.line(scope.printer.check);
  scope.line('}');
}
