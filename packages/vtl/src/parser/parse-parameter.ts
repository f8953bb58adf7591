import type { ASTIntegerRange, ASTMap, ASTObjectArray, Expression } from '../ast.ts';
import type { TokenKind } from '../lexer/token.ts';
import { isRangeAhead } from './lookahead.ts';
import { parseReference } from './parse-reference.ts';
import type { TokenStream } from './token-stream.ts';

/** An argument of a method, an element of a list or map: a value, with blanks around it. */
export function parseParameter(tokens: TokenStream): Expression {
  tokens.skipWhitespace();
  const value = parseValue(tokens);
  tokens.skipWhitespace();
  return value;
}

/** What may stand between `[` and `]` after a reference: no float, list, map or range. */
export function parseIndexParameter(tokens: TokenStream): Expression {
  tokens.skipWhitespace();
  if (!INDEX_KINDS.has(tokens.peek().kind))
    throw tokens.unexpected('an index is a string, an integer, true, false or a reference');
  const value = parseValue(tokens);
  tokens.skipWhitespace();
  return value;
}

const INDEX_KINDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'STRING_LITERAL',
  'INTEGER_LITERAL',
  'TRUE',
  'FALSE',
  'IDENTIFIER',
  'LCURLY',
]);

/** A literal, a reference, a list, a map or a range. */
export function parseValue(tokens: TokenStream): Expression {
  const token = tokens.peek();
  switch (token.kind) {
    case 'STRING_LITERAL': {
      const { image } = tokens.consume('STRING_LITERAL');
      return { type: 'ASTStringLiteral', image, span: tokens.spanFrom(token) };
    }
    case 'INTEGER_LITERAL': {
      const { image } = tokens.consume('INTEGER_LITERAL');
      return { type: 'ASTIntegerLiteral', image, span: tokens.spanFrom(token) };
    }
    case 'FLOATING_POINT_LITERAL': {
      const { image } = tokens.consume('FLOATING_POINT_LITERAL');
      return { type: 'ASTFloatingPointLiteral', image, span: tokens.spanFrom(token) };
    }
    case 'TRUE':
      tokens.consume('TRUE');
      return { type: 'ASTTrue', span: tokens.spanFrom(token) };
    case 'FALSE':
      tokens.consume('FALSE');
      return { type: 'ASTFalse', span: tokens.spanFrom(token) };
    case 'IDENTIFIER':
    case 'LCURLY':
      return parseReference(tokens);
    case 'LBRACKET':
      return tokens.nest(() => (isRangeAhead(tokens) ? parseRange(tokens) : parseObjectArray(tokens)));
    case 'LEFT_CURLEY':
      return tokens.nest(() => parseMap(tokens));
    default:
      throw tokens.unexpected('expected a value');
  }
}

function parseRange(tokens: TokenStream): ASTIntegerRange {
  const first = tokens.consume('LBRACKET');
  const from = parseRangeEnd(tokens);
  tokens.consume('DOUBLEDOT');
  const to = parseRangeEnd(tokens);
  tokens.consume('RBRACKET');
  return { type: 'ASTIntegerRange', from, to, literal: tokens.literalFrom(first), span: tokens.spanFrom(first) };
}

function parseRangeEnd(tokens: TokenStream): Expression {
  tokens.skipWhitespace();
  const { kind } = tokens.peek();
  if (kind !== 'INTEGER_LITERAL' && kind !== 'IDENTIFIER' && kind !== 'LCURLY') {
    throw tokens.unexpected('the ends of a range are integers or references');
  }
  const value = parseValue(tokens);
  tokens.skipWhitespace();
  return value;
}

function parseObjectArray(tokens: TokenStream): ASTObjectArray {
  const first = tokens.consume('LBRACKET');
  const items: Expression[] = [];
  if (!tokens.at('RBRACKET')) {
    do items.push(parseParameter(tokens));
    while (tokens.take('COMMA'));
  }
  tokens.consume('RBRACKET');
  return { type: 'ASTObjectArray', items, literal: tokens.literalFrom(first), span: tokens.spanFrom(first) };
}

function parseMap(tokens: TokenStream): ASTMap {
  const first = tokens.consume('LEFT_CURLEY');
  const entries: { key: Expression; value: Expression }[] = [];
  tokens.skipWhitespace();
  if (!isMapEnd(tokens)) {
    do {
      const key = parseParameter(tokens);
      tokens.consume('COLON');
      entries.push({ key, value: parseParameter(tokens) });
    } while (tokens.take('COMMA'));
  }
  if (!tokens.take('RCURLY')) tokens.consume('RIGHT_CURLEY');
  return { type: 'ASTMap', entries, literal: tokens.literalFrom(first), span: tokens.spanFrom(first) };
}

function isMapEnd(tokens: TokenStream): boolean {
  return tokens.at('RIGHT_CURLEY') || tokens.at('RCURLY');
}
