import { loopProperty } from '../analyze/loop-property.ts';
import type { ASTIdentifier, ASTReference, Expression, PathStep } from '../ast.ts';
import type { CodeScope, EmittedLoop } from './code-scope.ts';
import { quote } from './printer.ts';

/** The value of a reference as it is read in an expression; in API Gateway's dialect never null. */
export function emitReferenceValue(scope: CodeScope, reference: ASTReference): string {
  if (reference.kind === 'runt' || !reference.computable) return 'null';
  return resolved(scope, emitReading(scope, reference));
}

/** As in an expression, but a reference that "is none" (`$\!x`) is looked up all the same. */
export function emitReferenceCondition(scope: CodeScope, reference: ASTReference): string {
  if (reference.kind === 'runt') return 'false';
  const flag = emitLoopFlag(scope, reference);
  if (flag !== undefined) return flag;
  return `isTrue(${resolved(scope, emitReading(scope, reference))})`;
}

/** `$foreach.hasNext`, `first` and `last` are booleans. */
function emitLoopFlag(scope: CodeScope, reference: ASTReference): string | undefined {
  const { probe, frames } = scope.template;
  if (probe !== undefined || frames || reference.root !== 'foreach' || scope.loops.length === 0) return undefined;
  const loop = loopProperty(reference, scope.loops.length);
  if (loop === undefined || loop.rest.length > 0 || loop.name === 'index' || loop.name === 'count') return undefined;
  return emitPath(scope, reference);
}

function resolved(scope: CodeScope, value: string): string {
  return scope.template.dialect === 'apigateway' ? `(${value} ?? "")` : value;
}

/** Prints a reference. */
export function emitReference(scope: CodeScope, reference: ASTReference): void {
  const { template, printer } = scope;
  const { kind, escaped, escapePrefix, morePrefix, path, root } = reference;
  if (kind === 'runt') {
    printer.text(root);
  } else if (escaped) {
    printer.expression(emitReferenceText(scope, reference));
  } else if (template.frames) {
    emitPrint(scope, reference);
  } else if (template.dialect === 'velocity' && escapePrefix !== '') {
    printer.expression(emitReferenceText(scope, reference));
  } else {
    printer.text(escapePrefix + morePrefix);
    const nullText = template.dialect === 'apigateway' ? '""' : emitNullText(scope, reference);
    const range = path.length > 0 ? undefined : scope.loops.findLast(({ variable }) => variable === root)?.range;
    const value = emitReading(scope, reference);
    if (range === undefined) printer.value(value, nullText);
    else printer.range(range, value, nullText);
  }
}

/**
 * With frames a value may be a block, which prints into the output by itself, without the prefixes: so what it has printed stays
 * when `#stop` ends it.
 */
function emitPrint(scope: CodeScope, reference: ASTReference): void {
  const { escapePrefix, morePrefix } = reference;
  const isGateway = scope.template.dialect === 'apigateway';
  const reading = emitReading(scope, reference);
  const value = isGateway ? `(${reading} ?? "")` : reading;
  const prefixes = [escapePrefix + morePrefix, escapePrefix + escapePrefix + morePrefix].map(quote).join(', ');
  scope.line(`print(S, c, w, ${value}, ${prefixes}, ${emitNullText(scope, reference)});`);
}

/** The text that a reference prints, when it cannot be a block. */
export function emitReferenceText(scope: CodeScope, reference: ASTReference): string {
  if (reference.kind === 'runt') return quote(reference.root);
  const { escapePrefix, morePrefix } = reference;
  const value = emitReading(scope, reference);
  const isGateway = scope.template.dialect === 'apigateway';
  const nullText = emitNullText(scope, reference);
  if (reference.escaped) {
    const text = escapePrefix === '' ? nullText : `${quote(escapePrefix)} + ${nullText}`;
    if (isGateway) return `(${value}, ${text})`;
    return `((${value}) === null ? ${quote(`${escapePrefix}\\`)} + ${nullText} : ${text})`;
  }
  const prefix = escapePrefix + morePrefix;
  if (isGateway) return plus(prefix, `printed(S, ${value}, "")`);
  if (escapePrefix === '') return plus(morePrefix, `printed(S, ${value}, ${nullText})`);
  // Before a reference that prints as its source, all backslashes stay.
  const temporary = scope.temporary();
  const unresolved = `${quote(escapePrefix + prefix)} + ${nullText}`;
  return `((${temporary} = ${value}) === null ? ${unresolved} : ${plus(prefix, `printed(S, ${temporary}, ${nullText})`)})`;
}

function plus(prefix: string, text: string): string {
  return prefix === '' ? text : `${quote(prefix)} + ${text}`;
}

/** What null prints as: the source of the reference, or of the argument that a macro's parameter stands for. */
function emitNullText(scope: CodeScope, reference: ASTReference): string {
  const { nullString } = reference;
  if (!scope.template.frames || reference.path.length > 0 || !nullString.startsWith('$')) return quote(nullString);
  return `(c.literalOf(${quote(nullString.slice(1))}) ?? ${quote(nullString)})`;
}

/** The raw value, on its way to wherever the reference stands. */
function emitReading(scope: CodeScope, reference: ASTReference): string {
  return scope.observed('reference', reference.span, emitPath(scope, reference));
}

/** The raw value: null when any step is null. */
export function emitPath(
  scope: CodeScope,
  reference: ASTReference,
  steps: readonly PathStep[] = reference.path,
): string {
  if (!scope.template.frames && reference.root === 'foreach' && scope.loops.length > 0) {
    const loop = loopProperty(reference, scope.loops.length);
    if (loop !== undefined) {
      const around = scope.loops[scope.loops.length - 1 - loop.level] as EmittedLoop;
      return emitSteps(scope, emitLoopProperty(around, loop.name), loop.rest);
    }
  }
  return emitSteps(scope, emitVariable(scope, reference.root), steps);
}

/** A variable of the context; null when there is none. */
export function emitVariable(scope: CodeScope, name: string): string {
  if (scope.template.frames) return `c.get(${quote(name)})`;
  const loop = scope.loops.findLast(({ variable }) => variable === name);
  if (loop !== undefined) return loop.item;
  const innermost = scope.loops.at(-1);
  if (innermost !== undefined && name === 'velocityCount') return emitLoopProperty(innermost, 'count');
  if (innermost !== undefined && name === 'velocityHasNext') return emitLoopProperty(innermost, 'hasNext');
  const slot = scope.template.slot(name);
  return `(${slot} === undefined ? (${slot} = scope.get(${quote(name)}) ?? null) : ${slot})`;
}

function emitLoopProperty(loop: EmittedLoop, name: string): string {
  switch (name) {
    case 'index':
      return loop.count;
    case 'count':
      return `(${loop.count} + 1)`;
    case 'first':
      return `(${loop.count} === 0)`;
    case 'last':
      return `(!${loop.hasNext})`;
    default:
      return loop.hasNext;
  }
}

/** Steps that lead on from a value. */
export function emitSteps(scope: CodeScope, start: string, steps: readonly PathStep[]): string {
  return steps.reduce((value, step) => emitStep(scope, value, step), start);
}

function emitStep(scope: CodeScope, value: string, step: PathStep): string {
  switch (step.type) {
    case 'ASTIdentifier':
      return emitProperty(scope, value, step);
    case 'ASTMethod': {
      const site = scope.template.constant(`new CallSite(${quote(step.name)})`);
      return emitGuarded(scope, value, step.args, (self, args) =>
        emitCall(scope, step, 'call', `${self}, ${site}, [${args.join(', ')}]`),
      );
    }
    case 'ASTIndex':
      return emitGuarded(scope, value, [step.index], (self, args) =>
        emitCall(scope, step, 'index', `${self}, ${args.join()}`),
      );
  }
}

/** What JavaScript objects inherit cannot be looked up as their property. */
function emitProperty(scope: CodeScope, value: string, step: ASTIdentifier): string {
  const name = quote(step.name);
  if (step.name in Object.prototype) return emitCall(scope, step, 'property', `${value}, ${name}`);
  const self = scope.temporary();
  return emitCall(scope, step, 'property', `${self} = ${value}, ${name}, ${self}?.parsed?.[${name}]`);
}

function emitCall({ template: { probe } }: CodeScope, step: PathStep, name: string, args: string): string {
  return probe === undefined ? `${name}(S, ${args})` : `at(${probe.call(step.span)}, ${name}, S, ${args})`;
}

/** Arguments are not evaluated when there is no object to call. */
function emitGuarded(
  scope: CodeScope,
  value: string,
  args: readonly Expression[],
  emit: (self: string, args: readonly string[]) => string,
): string {
  const emitted = args.map((argument) => scope.value(argument));
  if (args.every(hasNoEffect)) return emit(value, emitted);
  const self = scope.temporary();
  return `((${self} = ${value}) === null ? null : ${emit(self, emitted)})`;
}

function hasNoEffect(expression: Expression): boolean {
  switch (expression.type) {
    case 'ASTReference':
      return expression.path.every((step) => step.type === 'ASTIdentifier');
    case 'ASTStringLiteral':
      return !expression.image.startsWith('"') || !/[$#]/.test(expression.image);
    case 'ASTIntegerLiteral':
    case 'ASTFloatingPointLiteral':
    case 'ASTTrue':
    case 'ASTFalse':
      return true;
    default:
      return false;
  }
}
