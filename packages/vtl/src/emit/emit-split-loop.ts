import type { ASTReference, DirectiveArgument } from '../ast.ts';
import type { CodeScope, EmittedLoop } from './code-scope.ts';
import { emitPath, emitSteps } from './emit-reference.ts';
import { quote } from './printer.ts';

/** `$text.split(",")` with a separator that is plain text. */
export interface SplitCall {
  readonly reference: ASTReference;
  readonly separator: string;
}

/** What a loop runs over, when it is the parts of a text: nobody else sees the array, so none is made. */
export function splitCall({ template }: CodeScope, items: DirectiveArgument): SplitCall | undefined {
  if (template.probe !== undefined || items.type !== 'ASTReference') return undefined;
  if (items.kind === 'runt' || !items.computable) return undefined;
  const call = items.path.at(-1);
  if (call?.type !== 'ASTMethod' || call.name !== 'split' || call.args.length !== 1) return undefined;
  const [argument] = call.args;
  const content = argument?.type === 'ASTStringLiteral' ? template.analysis.strings.get(argument) : undefined;
  if (content?.type !== 'text' || !PLAIN_CHARACTER.test(content.text)) return undefined;
  return { reference: items, separator: content.text };
}

/** A character that is no metacharacter of Java's regular expressions. */
const PLAIN_CHARACTER = /^[^.$|()[\]{}^?*+\\\ud800-\udfff]$/;

/**
 * A loop over the parts of a text: of each it only knows where it begins and ends, until something needs it as a string. What is
 * not a text has its own `split` or none, and the loop runs over what that returns.
 */
export function emitSplitLoop(
  scope: CodeScope,
  variable: string,
  { reference, separator }: SplitCall,
  emitBody: (scope: CodeScope) => void,
): void {
  const { template } = scope;
  const text = template.fresh('s');
  const from = template.fresh('f');
  const to = template.fresh('t');
  const end = template.fresh('e');
  const cursor = template.fresh('c');
  const item = template.fresh('x');
  const loop: EmittedLoop = {
    variable,
    label: template.fresh('L'),
    item: `(${item} === undefined ? (${item} = ${text}.slice(${from}, ${to})) : ${item})`,
    count: template.fresh('n'),
    hasNext: template.fresh('h'),
    range: { text, from, to, condition: `${cursor} === null` },
  };
  const { count, hasNext } = loop;
  scope.line(`const ${text} = ${emitPath(scope, reference, reference.path.slice(0, -1))};`);
  scope.line(`let ${from}, ${to} = -1, ${end} = -1, ${cursor} = null, ${item}, ${hasNext};`);
  scope.line(`if (typeof ${text} === "string") ${hasNext} = (${end} = endOfParts(${text}, ${quote(separator)})) >= 0;`);
  const list = emitSteps(scope, text, reference.path.slice(-1));
  scope.line(`else ${hasNext} = (${cursor} = iterate(${list})) !== null && ${cursor}.hasNext;`);
  const limit = template.limitsIterations ? ` && ${count} < S.maxIterations` : '';
  scope.line(`${loop.label}: for (let ${count} = 0; ${hasNext}${limit}; ${count}++) {`);
  scope.line(`if (${cursor} === null) {`);
  scope.line(`${from} = ${to} + 1; ${to} = ${text}.indexOf(${quote(separator)}, ${from}); ${item} = undefined;`);
  scope.line(`if (${to} < 0) ${to} = ${end}; ${hasNext} = ${to} !== ${end};`);
  scope.line(`} else { ${item} = ${cursor}.next(); ${hasNext} = ${cursor}.hasNext; }`);
  scope.line('if ((S.budget.steps -= 2) < 0) tooMuchWork();');
  emitBody(scope.inLoop(loop));
  scope.line(scope.printer.check);
  scope.line('}');
}
