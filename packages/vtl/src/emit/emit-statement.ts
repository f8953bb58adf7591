import type { ASTIfStatement, ASTSetDirective, Statement } from '../ast.ts';
import type { CodeScope } from './code-scope.ts';
import { emitDirective } from './emit-directive.ts';
import { emitCondition, emitValue } from './emit-expression.ts';
import { emitPath, emitReference } from './emit-reference.ts';
import { quote } from './printer.ts';

/** References between two checks of the length of the output. */
const REFERENCES_PER_CHECK = 20;

export function emitStatements(scope: CodeScope, statements: readonly Statement[]): void {
  let references = 0;
  for (const statement of statements) {
    emitStatement(scope, statement);
    if (statement.type === 'ASTReference' && ++references % REFERENCES_PER_CHECK === 0) scope.line(scope.printer.check);
  }
}

function emitStatement(scope: CodeScope, statement: Statement): void {
  switch (statement.type) {
    case 'ASTText':
      scope.printer.text(statement.text);
      return;
    case 'ASTReference':
      scope.enter('reference', statement.span);
      emitReference(scope, statement);
      return;
    case 'ASTSetDirective':
      emitSet(scope, statement);
      return;
    case 'ASTIfStatement':
      emitIf(scope, statement);
      return;
    case 'ASTDirective':
      emitDirective(scope, statement);
      return;
  }
}

function emitIf(scope: CodeScope, { branches, otherwise, span }: ASTIfStatement): void {
  scope.enter('if', span);
  branches.forEach(({ condition, block }, i) => {
    // Conditions may need temporaries of their own, so `else if` is nested in `else`.
    if (scope.template.probe === undefined) {
      scope.line(`${i > 0 ? '} else { ' : ''}if (${emitCondition(scope, condition)}) {`);
    } else {
      if (i > 0) scope.line('} else {');
      scope.enter('condition', condition.span);
      scope.line(`if (${scope.observed('condition', condition.span, emitCondition(scope, condition), 'tested')}) {`);
    }
    emitStatements(scope, block.statements);
  });
  const { probe } = scope.template;
  if (otherwise !== undefined || probe !== undefined) scope.line('} else {');
  if (probe !== undefined) scope.line(`seen(${probe.place('else', otherwise?.span ?? span)}, undefined);`);
  if (otherwise !== undefined) {
    emitStatements(scope, otherwise.statements);
  }
  scope.line('}'.repeat(branches.length));
}

/** `#set`: null assigns nothing. */
function emitSet(scope: CodeScope, { left, right, span }: ASTSetDirective): void {
  scope.enter('set', span);
  const value = scope.temporary();
  scope.line(`${value} = ${scope.observed('set', span, emitValue(scope, right))};`);
  const last = left.path.at(-1);
  if (last === undefined) {
    scope.line(`if (${value} !== null) ${emitAssignment(scope, left.assignedName, value)}`);
    return;
  }
  const object = scope.temporary();
  scope.line(`if (${value} !== null && (${object} = ${emitPath(scope, left, left.path.slice(0, -1))}) !== null) {`);
  if (last.type === 'ASTIndex') scope.line(`setIndex(S, ${object}, ${emitValue(scope, last.index)}, ${value});`);
  else scope.line(`setProperty(${object}, ${quote(last.name)}, ${value});`);
  scope.line('}');
}

export function emitAssignment(scope: CodeScope, name: string, value: string): string {
  return scope.template.frames ? `c.put(${quote(name)}, ${value});` : `${scope.template.slot(name)} = ${value};`;
}
