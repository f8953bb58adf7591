import type { ASTBinaryNode, ASTStringLiteral, Expression } from '../ast.ts';
import type { CodeScope } from './code-scope.ts';
import { emitInterpolation } from './emit-interpolation.ts';
import { emitReferenceCondition, emitReferenceValue } from './emit-reference.ts';
import { quote } from './printer.ts';

/** The value of an expression, as a JavaScript expression. */
export function emitValue(scope: CodeScope, expression: Expression): string {
  switch (expression.type) {
    case 'ASTReference':
      return emitReferenceValue(scope, expression);
    case 'ASTStringLiteral':
      return emitString(scope, expression);
    case 'ASTIntegerLiteral':
      return emitInteger(scope, expression.image);
    case 'ASTFloatingPointLiteral':
      return emitFloat(scope, Number(expression.image));
    case 'ASTTrue':
      return 'true';
    case 'ASTFalse':
      return 'false';
    case 'ASTIntegerRange':
      return `range(S, ${emitValue(scope, expression.from)}, ${emitValue(scope, expression.to)})`;
    case 'ASTMap': {
      const entries = expression.entries.map(
        ({ key, value }) => `[${emitValue(scope, key)}, ${emitValue(scope, value)}]`,
      );
      return `map([${entries.join(', ')}])`;
    }
    case 'ASTObjectArray':
      return `list([${expression.items.map((item) => emitValue(scope, item)).join(', ')}])`;
    case 'ASTExpression':
      return emitValue(scope, expression.expression);
    case 'ASTNotNode':
      return emitCondition(scope, expression);
    default:
      return emitBinaryValue(scope, expression);
  }
}

/** Whether an expression is true, as a JavaScript condition. A literal that is not `true` is false in Velocity, and so is arithmetic. */
export function emitCondition(scope: CodeScope, expression: Expression): string {
  switch (expression.type) {
    case 'ASTReference':
      return emitReferenceCondition(scope, expression);
    case 'ASTTrue':
      return 'true';
    case 'ASTExpression':
      return emitCondition(scope, expression.expression);
    case 'ASTNotNode':
      return `!${emitCondition(scope, expression.operand)}`;
    case 'ASTAndNode':
      return `(${emitCondition(scope, expression.left)} && ${emitCondition(scope, expression.right)})`;
    case 'ASTOrNode':
      return `(${emitCondition(scope, expression.left)} || ${emitCondition(scope, expression.right)})`;
    case 'ASTEQNode':
    case 'ASTNENode':
    case 'ASTLTNode':
    case 'ASTGTNode':
    case 'ASTLENode':
    case 'ASTGENode':
      return emitBinaryValue(scope, expression);
    default:
      return 'false';
  }
}

function emitBinaryValue(scope: CodeScope, node: ASTBinaryNode): string {
  if (node.type === 'ASTAndNode' || node.type === 'ASTOrNode') return emitCondition(scope, node);
  const left = emitValue(scope, node.left);
  const right = emitValue(scope, node.right);
  switch (node.type) {
    case 'ASTEQNode':
      return `equal(S, ${left}, ${right})`;
    case 'ASTNENode':
      return `!equal(S, ${left}, ${right})`;
    case 'ASTLTNode':
      return `less(${left}, ${right})`;
    case 'ASTGTNode':
      return `greater(${left}, ${right})`;
    case 'ASTLENode':
      return `lessOrEqual(${left}, ${right})`;
    case 'ASTGENode':
      return `greaterOrEqual(${left}, ${right})`;
    case 'ASTAddNode':
      return `add(S, ${left}, ${right}, ${quote(literalOf(node.left))}, ${quote(literalOf(node.right))})`;
    case 'ASTSubtractNode':
      return `arithmetic("-", ${left}, ${right})`;
    case 'ASTMulNode':
      return `arithmetic("*", ${left}, ${right})`;
    case 'ASTDivNode':
      return `arithmetic("/", ${left}, ${right})`;
    case 'ASTModNode':
      return `arithmetic("%", ${left}, ${right})`;
  }
}

/** The source text of an expression, where Velocity prints it. */
export function literalOf(expression: Expression): string {
  if ('literal' in expression) return expression.literal;
  if ('image' in expression) return expression.image;
  return expression.type === 'ASTTrue' ? 'true' : 'false';
}

function emitString(scope: CodeScope, literal: ASTStringLiteral): string {
  const content = scope.template.analysis.strings.get(literal);
  if (content === undefined) throw new Error('a string literal was not analyzed');
  if (content.type === 'text') return quote(content.text);
  const { probe } = scope.template;
  if (probe === undefined) return emitInterpolation(scope, content);
  return probe.inString(literal, () => emitInterpolation(scope, content));
}

function emitInteger(scope: CodeScope, digits: string): string {
  const integer = Number(digits);
  if ((integer | 0) === integer) return parenthesized(integer | 0);
  return scope.template.constant(`integer(${quote(digits)})`);
}

function emitFloat(scope: CodeScope, value: number): string {
  if (!Number.isInteger(value)) return Number.isFinite(value) ? parenthesized(value) : String(value);
  return scope.template.constant(`double(${Object.is(value, -0) ? '-0' : value})`);
}

function parenthesized(value: number): string {
  return value < 0 ? `(${value})` : String(value);
}
