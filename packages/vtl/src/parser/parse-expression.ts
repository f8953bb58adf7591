import type { ASTExpression, BinaryNodeType, Expression } from '../ast.ts';
import type { TokenKind } from '../lexer/token.ts';
import { parseValue } from './parse-value.ts';
import type { TokenStream } from './token-stream.ts';

/** A condition or the right-hand side of `#set`. */
export function parseExpression(tokens: TokenStream): ASTExpression {
  return tokens.nest(() => {
    const first = tokens.peek();
    const expression = parseBinary(tokens, 0);
    return { type: 'ASTExpression', expression, literal: tokens.literalFrom(first), span: tokens.spanFrom(first) };
  });
}

// From the loosest to the tightest; all associate to the left.
export const PRECEDENCE: readonly ReadonlyMap<TokenKind, BinaryNodeType>[] = [
  new Map<TokenKind, BinaryNodeType>([['LOGICAL_OR', 'ASTOrNode']]),
  new Map<TokenKind, BinaryNodeType>([['LOGICAL_AND', 'ASTAndNode']]),
  new Map<TokenKind, BinaryNodeType>([
    ['LOGICAL_EQUALS', 'ASTEQNode'],
    ['LOGICAL_NOT_EQUALS', 'ASTNENode'],
  ]),
  new Map<TokenKind, BinaryNodeType>([
    ['LOGICAL_LT', 'ASTLTNode'],
    ['LOGICAL_GT', 'ASTGTNode'],
    ['LOGICAL_LE', 'ASTLENode'],
    ['LOGICAL_GE', 'ASTGENode'],
  ]),
  new Map<TokenKind, BinaryNodeType>([
    ['PLUS', 'ASTAddNode'],
    ['MINUS', 'ASTSubtractNode'],
  ]),
  new Map<TokenKind, BinaryNodeType>([
    ['MULTIPLY', 'ASTMulNode'],
    ['DIVIDE', 'ASTDivNode'],
    ['MODULUS', 'ASTModNode'],
  ]),
];

function parseBinary(tokens: TokenStream, level: number): Expression {
  const operators = PRECEDENCE[level];
  if (operators === undefined) return parseUnary(tokens);
  const start = tokens.peek();
  let left = parseBinary(tokens, level + 1);
  for (;;) {
    const type = operators.get(tokens.peek().kind);
    if (type === undefined) return left;
    tokens.consume(tokens.peek().kind);
    const first = tokens.peek();
    const right = parseBinary(tokens, level + 1);
    left = { type, left, right, literal: tokens.literalFrom(first), span: tokens.spanFrom(start) };
  }
}

function parseUnary(tokens: TokenStream): Expression {
  const first = tokens.peek();
  const operator = first.kind === 'WHITESPACE' ? tokens.after(first) : first;
  if (operator.kind !== 'LOGICAL_NOT') return parsePrimary(tokens);
  tokens.skipWhitespace();
  tokens.consume('LOGICAL_NOT');
  const operand = tokens.nest(() => parseUnary(tokens));
  return { type: 'ASTNotNode', operand, span: tokens.spanFrom(operator) };
}

function parsePrimary(tokens: TokenStream): Expression {
  tokens.skipWhitespace();
  const value = tokens.at('LPAREN') ? parseParenthesized(tokens) : parseValue(tokens);
  tokens.skipWhitespace();
  return value;
}

function parseParenthesized(tokens: TokenStream): Expression {
  tokens.consume('LPAREN');
  const expression = parseExpression(tokens);
  tokens.consume('RPAREN');
  return expression;
}
