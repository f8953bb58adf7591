import type { ASTBlock, ASTDirective, DirectiveArgument } from '../ast.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import { SyntaxFault } from '../syntax-fault.ts';
import { parseValue } from './parse-value.ts';
import type { TokenStream } from './token-stream.ts';

/** Directives other than `#if` and `#set`; those marked `block` have a body and an `#end`. */
export const DIRECTIVES: ReadonlyMap<string, 'block' | 'line'> = new Map([
  ['foreach', 'block'],
  ['macro', 'block'],
  ['literal', 'block'],
  ['define', 'block'],
  ['include', 'line'],
  ['parse', 'line'],
  ['evaluate', 'line'],
  ['break', 'line'],
  ['stop', 'line'],
]);

export function isDirectiveName(name: string): boolean {
  return DIRECTIVES.has(name);
}

/** `#name`, `#name(args)` and, for block directives and `#@name(args)`, the body up to `#end`. */
export function parseDirective(tokens: TokenStream, parseBlock: (tokens: TokenStream) => ASTBlock): ASTDirective {
  const token = tokens.consume(tokens.peek().kind);
  const name = token.kind === 'BRACKETED_WORD' ? token.image.slice(2, -1) : token.image.slice(1);
  tokens.lexer.switchTo('DIRECTIVE');
  if (!tokens.lexer.isBeforeLeftParenthesis()) return parseBareDirective(tokens, token, name);
  tokens.skipWhitespace();
  tokens.consume('LPAREN');
  const args: DirectiveArgument[] = [];
  while (isArgumentAhead(tokens)) {
    tokens.skipWhitespace();
    if (tokens.take('COMMA')) tokens.skipWhitespace();
    args.push(parseArgument(tokens, token, name, args.length));
  }
  tokens.skipWhitespace();
  tokens.consume('RPAREN');
  const isBlock = DIRECTIVES.get(name) === 'block' || (!DIRECTIVES.has(name) && name.startsWith('@'));
  if (!isBlock)
    return {
      type: 'ASTDirective',
      name,
      args,
      block: undefined,
      literal: tokens.imagesFrom(token),
      span: tokens.spanFrom(token),
    };
  const block = parseBlock(tokens);
  tokens.consume('END');
  if (name === 'macro') defineMacro(tokens, token, args);
  return { type: 'ASTDirective', name, args, block, literal: tokens.imagesFrom(token), span: tokens.spanFrom(token) };
}

function parseBareDirective(tokens: TokenStream, token: Token, name: string): ASTDirective {
  if (name === 'macro')
    throw fault('bad-macro-definition', 'a macro definition needs at least a name in parentheses', token);
  tokens.lexer.popState();
  return {
    type: 'ASTDirective',
    name,
    args: undefined,
    block: undefined,
    literal: token.image,
    span: tokens.spanFrom(token),
  };
}

const STARTS_ARGUMENT: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'IDENTIFIER',
  'LCURLY',
  'WORD',
  'STRING_LITERAL',
  'INTEGER_LITERAL',
  'FLOATING_POINT_LITERAL',
  'LEFT_CURLEY',
  'LBRACKET',
  'TRUE',
  'FALSE',
]);

/** Velocity looks two tokens ahead: blanks, a comma and the beginning of an argument. */
function isArgumentAhead(tokens: TokenStream): boolean {
  const first = tokens.peek();
  if (first.kind !== 'WHITESPACE' && first.kind !== 'COMMA')
    return STARTS_ARGUMENT.has(first.kind) && isArgument(tokens, first);
  const second = tokens.after(first);
  if (first.kind === 'WHITESPACE' && second.kind === 'COMMA') return true;
  if (first.kind === 'COMMA' && second.kind === 'WHITESPACE') return true;
  return STARTS_ARGUMENT.has(second.kind);
}

/** Some arguments need a second token to be recognised. */
function isArgument(tokens: TokenStream, first: Token): boolean {
  return first.kind !== 'LCURLY' || tokens.after(first).kind === 'IDENTIFIER';
}

function parseArgument(tokens: TokenStream, directive: Token, name: string, position: number): DirectiveArgument {
  const first = tokens.peek();
  if (first.kind !== 'WORD') {
    const value = parseValue(tokens);
    if (name === 'macro' && position === 0)
      throw fault('bad-macro-definition', 'the first argument of #macro is its name, a bare word', first);
    return value;
  }
  tokens.consume('WORD');
  const isMacroName = name === 'macro' && position === 0;
  const isIn = name === 'foreach' && position === 1;
  if (!isMacroName && (tokens.knownMacros.has(name) || (DIRECTIVES.has(name) && !isIn))) {
    throw fault(
      'bad-directive-argument',
      `${JSON.stringify(first.image)} cannot be an argument of ${directive.image}`,
      first,
    );
  }
  return {
    type: 'ASTWord',
    word: first.image,
    firstImage: first.image,
    literal: first.image,
    span: tokens.spanFrom(first),
  };
}

function defineMacro(tokens: TokenStream, directive: Token, args: readonly DirectiveArgument[]): void {
  const name = args[0];
  if (name?.type !== 'ASTWord') throw fault('bad-macro-definition', 'a macro definition needs a name', directive);
  tokens.macroNames.add(name.word);
}

function fault(code: SyntaxFault['code'], message: string, token: Token): SyntaxFault {
  return new SyntaxFault(code, message, token.start, token.end);
}
