import type { Token } from '../lexer/token.ts';
import type { TokenStream } from './token-stream.ts';

/**
 * True when the `[` that comes next opens a range: only the `..` behind the first value tells it from a list.
 * Looks over a whole reference, arguments included.
 */
export function isRangeAhead(tokens: TokenStream): boolean {
  const bracket = tokens.peek();
  if (bracket.kind !== 'LBRACKET') return false;
  const first = skipWhitespace(tokens, tokens.after(bracket));
  const end = first.kind === 'INTEGER_LITERAL' ? tokens.after(first) : afterReference(tokens, first);
  return end !== undefined && skipWhitespace(tokens, end).kind === 'DOUBLEDOT';
}

/** The token behind the reference that starts at `token`; `undefined` when there is none. */
function afterReference(tokens: TokenStream, token: Token): Token | undefined {
  const isFormal = token.kind === 'LCURLY';
  const name = isFormal ? tokens.after(token) : token;
  if (name.kind !== 'IDENTIFIER') return undefined;
  let end = afterIndexes(tokens, tokens.after(name));
  while (end.kind === 'DOT') {
    const step = tokens.after(end);
    if (step.kind !== 'IDENTIFIER') break;
    end = afterIndexes(tokens, afterArguments(tokens, tokens.after(step)));
  }
  if (!isFormal) return end;
  return end.kind === 'RCURLY' ? tokens.after(end) : undefined;
}

function afterIndexes(tokens: TokenStream, token: Token): Token {
  let end = token;
  while (end.kind === 'INDEX_LBRACKET') {
    const close = afterBalanced(tokens, end, 'INDEX_LBRACKET', 'INDEX_RBRACKET');
    if (close === undefined) return end;
    end = close;
  }
  return end;
}

function afterArguments(tokens: TokenStream, token: Token): Token {
  if (token.kind !== 'LPAREN') return token;
  return afterBalanced(tokens, token, 'LPAREN', 'REFMOD2_RPAREN') ?? token;
}

/**
 * The token behind the bracket that closes the one at `open`. Whether all between fits the grammar does not matter here:
 * where it does not, the parser fails in either reading.
 */
function afterBalanced(
  tokens: TokenStream,
  open: Token,
  opens: Token['kind'],
  closes: Token['kind'],
): Token | undefined {
  let depth = 0;
  for (let token = open; token.kind !== 'EOF'; token = tokens.after(token)) {
    if (token.kind === opens) depth++;
    else if (token.kind === closes && --depth === 0) return tokens.after(token);
    else if (token.kind === 'RPAREN') return undefined;
  }
  return undefined;
}

function skipWhitespace(tokens: TokenStream, token: Token): Token {
  return token.kind === 'WHITESPACE' ? tokens.after(token) : token;
}
