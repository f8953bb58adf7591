import type { ASTIndex, ASTMethod, ASTReference, Expression, PathStep } from '../ast.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import { parseIndexParameter, parseParameter } from './parse-parameter.ts';
import type { TokenStream } from './token-stream.ts';

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

/** Takes the backslashes and stray `#` and `$` off the first token and tells the kinds of reference apart. */
function finishReference(tokens: TokenStream, first: Token, path: readonly PathStep[]): ASTReference {
  const span = tokens.spanFrom(first);
  const common = { type: 'ASTReference', path, span } as const;
  const image = first.image;
  if (image.includes('\\!')) {
    const text = withoutOneBackslash(image);
    const literal = tokens.literalFrom(first);
    const assignedName = image.slice(1);
    return {
      ...common,
      kind: 'normal',
      root: text,
      escaped: false,
      escapePrefix: '',
      morePrefix: '',
      nullString: text,
      literal,
      computable: false,
      assignedName,
    };
  }
  const backslashes = /^\\*/.exec(image)?.[0].length ?? 0;
  const unescaped = image.slice(backslashes);
  const dollar = Math.max(unescaped.lastIndexOf('$'), 0);
  const bare = unescaped.slice(dollar);
  first.image = bare;
  const escaped = backslashes % 2 === 1;
  const literal = tokens.literalFrom(first);
  const isQuiet = bare.startsWith('$!');
  const nameToken = bare === '${' || bare.startsWith('$!{') ? first.next : undefined;
  return {
    ...common,
    kind: kindOf(bare),
    root: nameToken?.image ?? bare.replace(/^\$!?/, ''),
    escaped,
    escapePrefix: image.slice(0, Math.floor(backslashes / 2)),
    morePrefix: unescaped.slice(0, dollar),
    nullString: isQuiet && !escaped ? '' : literal,
    literal,
    computable: true,
    assignedName: bare.slice(1),
  };
}

function kindOf(image: string): ASTReference['kind'] {
  if (image.startsWith('$!')) return 'quiet';
  if (image === '${') return 'formal';
  return image.startsWith('$') ? 'normal' : 'runt';
}

/** `$\!foo` is printed without one of the backslashes before the `!`. */
function withoutOneBackslash(image: string): string {
  const start = image.indexOf('\\', Math.max(image.indexOf('$'), 0));
  return image.slice(0, start) + image.slice(start + 1);
}
