import type {
  ASTIndex,
  ASTIntegerRange,
  ASTMap,
  ASTMethod,
  ASTObjectArray,
  ASTReference,
  Expression,
  PathStep,
} from '../ast.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import { finishReference } from './finish-reference.ts';
import { isRangeAhead } from './lookahead.ts';
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

/** True when the next tokens begin a reference: a name, or `{` and a name. */
export function isReferenceAhead(tokens: TokenStream): boolean {
  const first = tokens.peek();
  return first.kind === 'IDENTIFIER' || (first.kind === 'LCURLY' && tokens.after(first).kind === 'IDENTIFIER');
}

export function parseReference(tokens: TokenStream): ASTReference {
  const first = tokens.peek();
  const path: PathStep[] = [];
  const isFormal = tokens.take('LCURLY');
  if (!isFormal && first.kind !== 'IDENTIFIER') throw tokens.unexpected('expected a reference');
  tokens.consume('IDENTIFIER');
  parseIndexes(tokens, path);
  while (tokens.at('DOT') && tokens.after(tokens.peek()).kind === 'IDENTIFIER') {
    tokens.consume('DOT');
    path.push(parseStep(tokens));
    parseIndexes(tokens, path);
  }
  if (isFormal) tokens.consume('RCURLY');
  return finishReference(tokens, first, path);
}

const STARTS_ARGUMENT: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'WHITESPACE',
  'STRING_LITERAL',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'LBRACKET',
  'LEFT_CURLEY',
  'TRUE',
  'FALSE',
  'IDENTIFIER',
  'LCURLY',
  'REFMOD2_RPAREN',
]);

/** `name` or `name(args)`. A `(` that no argument and no `)` follows is text. */
function parseStep(tokens: TokenStream): PathStep {
  const name = tokens.consume('IDENTIFIER');
  const next = tokens.peek();
  if (next.kind !== 'LPAREN' || !STARTS_ARGUMENT.has(tokens.after(next).kind)) {
    return { type: 'ASTIdentifier', name: name.image, span: tokens.spanFrom(name) };
  }
  return tokens.nest(() => parseMethod(tokens, name));
}

function parseMethod(tokens: TokenStream, name: Token): ASTMethod {
  const args: Expression[] = [];
  tokens.consume('LPAREN');
  if (!tokens.at('REFMOD2_RPAREN')) {
    do args.push(parseParameter(tokens));
    while (tokens.take('COMMA'));
  }
  tokens.consume('REFMOD2_RPAREN');
  return { type: 'ASTMethod', name: name.image, args, span: tokens.spanFrom(name) };
}

function parseIndexes(tokens: TokenStream, path: PathStep[]): void {
  while (tokens.at('INDEX_LBRACKET')) path.push(tokens.nest(() => parseIndex(tokens)));
}

function parseIndex(tokens: TokenStream): ASTIndex {
  const first = tokens.consume('INDEX_LBRACKET');
  const index = parseIndexParameter(tokens);
  tokens.consume('INDEX_RBRACKET');
  return { type: 'ASTIndex', index, span: tokens.spanFrom(first) };
}
