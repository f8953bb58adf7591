import { firstImage, loopVariable } from '../analyze/analyze.ts';
import type { ASTBlock, ASTDirective, DirectiveArgument, Expression } from '../ast.ts';
import { CodeScope } from './code-scope.ts';
import { emitValue, literalOf } from './emit-expression.ts';
import { emitForeach } from './emit-foreach.ts';
import { emitVariable } from './emit-reference.ts';
import { quote, StringPrinter } from './printer.ts';

export function emitDirective(scope: CodeScope, directive: ASTDirective): void {
  if (directive.name !== 'foreach' && directive.name !== 'macro') scope.enter('directive', directive.span);
  switch (directive.name) {
    case 'foreach':
      emitForeach(scope, directive, loopVariable(directive.args?.[0]));
      return;
    case 'macro':
      return;
    case 'literal':
      emitLiteral(scope, directive);
      return;
    case 'define':
      scope.line(
        `define(S, c, ${quote(firstImage(directive.args?.[0]).slice(1))}, ${emitBody(scope, directive.block)});`,
      );
      return;
    case 'evaluate':
      scope.line(`evaluate(S, c, w, ${emitArgument(scope, directive.args?.[0])});`);
      return;
    case 'include':
      for (const [index, argument] of (directive.args ?? []).entries()) emitInclude(scope, argument, index);
      return;
    case 'parse':
      scope.line(directive.args?.length ? `parse(${emitArgument(scope, directive.args[0])});` : 'parseNothing();');
      return;
    case 'break':
      emitBreak(scope, directive.args?.[0]);
      return;
    case 'stop':
      if (directive.args?.[0] !== undefined) scope.line(`${emitArgument(scope, directive.args[0])};`);
      scope.line(scope.stops === 'return' ? `return ${scope.printer.result};` : 'throw STOP;');
      return;
    default:
      emitMacroCall(scope, directive);
  }
}

/** The value of a directive's argument; a bare word has none. */
function emitArgument(scope: CodeScope, argument: DirectiveArgument | undefined): string {
  return argument === undefined || argument.type === 'ASTWord' ? 'null' : emitValue(scope, argument);
}

function emitLiteral(scope: CodeScope, { args, block }: ASTDirective): void {
  const first = args?.[0];
  const text = first === undefined ? block?.literal : first.type === 'ASTWord' ? first.literal : literalOf(first);
  scope.printer.text(text ?? '');
}

function emitInclude(scope: CodeScope, argument: DirectiveArgument, index: number): void {
  if (argument.type !== 'ASTStringLiteral' && argument.type !== 'ASTReference') scope.line('badInclude();');
  else scope.printer.expression(`include(${emitValue(scope, argument)}, ${index})`);
}

function emitBreak(scope: CodeScope, target: DirectiveArgument | undefined): void {
  if (target !== undefined) {
    scope.line(`breakScope(${emitArgument(scope, target)});`);
    return;
  }
  const loop = scope.template.frames ? undefined : scope.loops.at(-1);
  if (loop !== undefined) scope.line(`break ${loop.label};`);
  else if (scope.breaks === 'throw') scope.line('throw BREAK;');
  else scope.line(scope.breaks === 'return-true' ? 'return true;' : `return ${scope.printer.result};`);
}

function emitMacroCall(scope: CodeScope, directive: ASTDirective): void {
  const { args, block, literal } = directive;
  const isBlockCall = directive.name.startsWith('@');
  if (isBlockCall && args === undefined) {
    scope.printer.text(`#${directive.name}`);
    return;
  }
  if (!scope.template.frames) {
    scope.printer.text(literal);
    return;
  }
  const name = isBlockCall ? directive.name.slice(1) : directive.name;
  const emitted = (args ?? []).map((argument) => emitMacroArgument(scope, argument));
  const badArgument = (args ?? []).some((argument) => argument.type === 'ASTWord');
  const call = `{ name: ${quote(name)}, literal: ${quote(literal)}, badArgument: ${badArgument}, args: [${emitted.join(', ')}] }`;
  scope.line(`callMacro(S, c, w, ${call}${isBlockCall ? `, ${emitBody(scope, block)}` : ''});`);
}

function emitMacroArgument(scope: CodeScope, argument: DirectiveArgument): string {
  if (argument.type === 'ASTWord') return '{ literal: "", isConstant: true, value: () => null }';
  const inner = new CodeScope(scope.template, {
    printer: new StringPrinter('w.text'),
    breaks: 'throw',
    stops: 'throw',
  });
  // A plain variable is passed on as it is: null stays null for the macro's own reference to resolve.
  const value =
    argument.type === 'ASTReference' && argument.path.length === 0
      ? emitVariable(inner, argument.root)
      : emitValue(inner, argument);
  inner.line(`return ${value};`);
  return `{ literal: ${quote(literalOf(argument))}, isConstant: ${isConstant(argument)}, value: (c) => {\n${inner.body()}\n} }`;
}

function isConstant({ type }: Expression): boolean {
  return (
    type === 'ASTIntegerLiteral' || type === 'ASTFloatingPointLiteral' || type === 'ASTTrue' || type === 'ASTFalse'
  );
}

/** The body of a macro or block as a function of a frame and a writer. */
export function emitBody(scope: CodeScope, block: ASTBlock | undefined): string {
  const inner = new CodeScope(scope.template, {
    printer: new StringPrinter('w.text'),
    breaks: 'return',
    stops: 'throw',
  });
  inner.statements(block?.statements ?? []);
  return `(c, w) => {\n${inner.body()}\n}`;
}
