import type { ASTBlock, ASTIfStatement, ASTprocess, ASTSetDirective, ASTText, Statement } from '../ast.ts';
import type { Lexer } from '../lexer/lexer.ts';
import type { TokenKind } from '../lexer/token.ts';
import { isDirectiveName, parseDirective } from './parse-directive.ts';
import { parseExpression } from './parse-expression.ts';
import { isReferenceAhead, parseReference } from './parse-value.ts';
import { TokenStream, tokenLiteral } from './token-stream.ts';

export interface ParseOptions {
  /** Names of macros defined by what was parsed before; the names that this source defines are added. */
  readonly macroNames: Set<string>;
  /** Macros that can be called already. */
  readonly knownMacros: ReadonlySet<string>;
}

/** Reads a whole template. Throws SyntaxFault at the first place where it cannot go on. */
export function parse(lexer: Lexer, options: ParseOptions): ASTprocess {
  const tokens = new TokenStream(lexer, options.macroNames, options.knownMacros);
  const statements = parseStatements(tokens);
  tokens.consume('EOF');
  return { type: 'ASTprocess', statements };
}

/** The statements of a block, which starts at the next token. */
export function parseBlock(tokens: TokenStream): ASTBlock {
  const first = tokens.peek();
  const statements = tokens.nest(() => parseStatements(tokens));
  const isEmpty = tokens.peek() === first;
  const span = isEmpty ? tokens.spanOf(first.start, first.start) : tokens.spanFrom(first);
  return { type: 'ASTBlock', statements, span, literal: isEmpty ? undefined : tokens.literalFrom(first) };
}

const STARTS_STATEMENT: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'LPAREN',
  'RPAREN',
  'ESCAPE_DIRECTIVE',
  'SET_DIRECTIVE',
  'SINGLE_LINE_COMMENT_START',
  'DOUBLE_ESCAPE',
  'ESCAPE',
  'TEXT',
  'FORMAL_COMMENT',
  'MULTI_LINE_COMMENT',
  'TEXTBLOCK',
  'STRING_LITERAL',
  'IF_DIRECTIVE',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'WORD',
  'BRACKETED_WORD',
  'IDENTIFIER',
  'DOT',
  'LCURLY',
  'RCURLY',
  'EMPTY_INDEX',
]);

function parseStatements(tokens: TokenStream): Statement[] {
  const statements: Statement[] = [];
  while (STARTS_STATEMENT.has(tokens.peek().kind)) statements.push(parseStatement(tokens));
  return statements;
}

function parseStatement(tokens: TokenStream): Statement {
  switch (tokens.peek().kind) {
    case 'IF_DIRECTIVE':
      return parseIf(tokens);
    case 'SET_DIRECTIVE':
      return parseSet(tokens);
    case 'WORD':
    case 'BRACKETED_WORD':
      return parseDirective(tokens, parseBlock);
    case 'ESCAPE_DIRECTIVE':
      return text(escapedDirective(tokens));
    case 'DOUBLE_ESCAPE':
      return text(parseEscapes(tokens));
    case 'SINGLE_LINE_COMMENT_START': {
      const image = tokens.consume('SINGLE_LINE_COMMENT_START').image;
      tokens.take('SINGLE_LINE_COMMENT');
      return text(beforeComment(image));
    }
    case 'FORMAL_COMMENT':
      return text(beforeComment(tokens.consume('FORMAL_COMMENT').image));
    case 'MULTI_LINE_COMMENT':
      return text(beforeComment(tokens.consume('MULTI_LINE_COMMENT').image));
    case 'TEXTBLOCK':
      // Velocity cuts three characters at both ends, wherever `#[[` stands in the token.
      return text(tokens.consume('TEXTBLOCK').image.slice(3, -3));
    case 'IDENTIFIER':
      return parseReference(tokens);
    case 'LCURLY':
      if (isReferenceAhead(tokens)) return parseReference(tokens);
  }
  return text(tokenLiteral(tokens.consume(tokens.peek().kind)));
}

function text(content: string): ASTText {
  return { type: 'ASTText', text: content };
}

/** `#` and `$` directly before a comment are part of its token, and printed. */
function beforeComment(image: string): string {
  const start = image.includes('##') ? image.indexOf('##') : image.indexOf('#*');
  return start === -1 ? '' : image.slice(0, start);
}

function parseIf(tokens: TokenStream): ASTIfStatement {
  const first = tokens.consume('IF_DIRECTIVE');
  const branches = [parseBranch(tokens)];
  while (tokens.take('ELSEIF_DIRECTIVE')) branches.push(parseBranch(tokens));
  const otherwise = tokens.take('ELSE_DIRECTIVE') ? parseBlock(tokens) : undefined;
  tokens.consume('END');
  return { type: 'ASTIfStatement', branches, otherwise, span: tokens.spanFrom(first) };
}

function parseBranch(tokens: TokenStream): ASTIfStatement['branches'][number] {
  tokens.skipWhitespace();
  tokens.consume('LPAREN');
  const condition = parseExpression(tokens);
  tokens.consume('RPAREN');
  return { condition, block: parseBlock(tokens) };
}

function parseSet(tokens: TokenStream): ASTSetDirective {
  const first = tokens.consume('SET_DIRECTIVE');
  tokens.skipWhitespace();
  const left = parseReference(tokens);
  tokens.skipWhitespace();
  tokens.consume('EQUALS');
  const right = parseExpression(tokens);
  tokens.consume('RPAREN');
  tokens.lexer.inSet = false;
  // The next token is read now, in the state that `)` left behind.
  tokens.peek();
  return { type: 'ASTSetDirective', left, right, span: tokens.spanFrom(first) };
}

/** The directives that the grammar itself knows. */
export const CONTROL_DIRECTIVES: ReadonlySet<string> = new Set(['if', 'end', 'set', 'else', 'elseif']);

/** `\#if`: the name is printed without one backslash of each pair when a directive or macro has it, else as written. */
function escapedDirective(tokens: TokenStream): string {
  const token = tokens.consume('ESCAPE_DIRECTIVE');
  const { image } = token;
  const hash = image.lastIndexOf('\\') + 1;
  const tag = image.slice(hash + 1);
  const name = tag.startsWith('{') ? tag.slice(1, -1) : tag;
  if (isDirectiveName(name) || tokens.macroNames.has(name) || CONTROL_DIRECTIVES.has(name)) {
    token.image = image.slice(0, Math.floor((hash - 1) / 2)) + image.slice(hash);
  }
  return token.image;
}

const CONTROL_TOKENS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'END',
  'IF_DIRECTIVE',
  'ELSEIF_DIRECTIVE',
  'ELSE_DIRECTIVE',
]);

/** Pairs of backslashes: half of them are printed before a directive that runs, all of them before anything else. */
function parseEscapes(tokens: TokenStream): string {
  let count = 0;
  do {
    tokens.consume('DOUBLE_ESCAPE');
    count++;
  } while (tokens.at('DOUBLE_ESCAPE'));
  const next = tokens.peek();
  const name = next.image.slice(1);
  const control = CONTROL_TOKENS.has(next.kind) || isDirectiveName(name) || tokens.macroNames.has(name);
  return (control ? '\\' : '\\\\').repeat(count);
}
