import type { RequestContext } from './request-context.ts';

/** Tells whether a text is what a pattern means, in the context of a request. */
export type Match = (text: string, context: RequestContext) => boolean;

/** Stands for "any one character" in pieces of a pattern. */
const ANY = '\0';

/**
 * A pattern of a policy: `*` is any text, `?` any one character, and with `variables` `${aws:username}` is the value that the request
 * has, character by character, `${aws:username, 'nobody'}` has a default, and `${*}`, `${?}`, `${$}` are these characters
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html). A variable without a value matches nothing.
 * Work is bounded by the product of both lengths.
 */
export function compileWildcard(
  pattern: string,
  options: { readonly variables: boolean; readonly ignoreCase?: boolean; readonly wildcards?: boolean },
): Match {
  const { variables, ignoreCase = false, wildcards = true } = options;
  const tokens = tokenize(ignoreCase ? pattern.toLowerCase() : pattern, variables, wildcards);
  if (tokens.every((token) => typeof token === 'string')) {
    const pieces = piecesOf(tokens, undefined);
    return (text) => pieces !== undefined && matchPieces(pieces, ignoreCase ? text.toLowerCase() : text);
  }
  return (text, context) => {
    const pieces = piecesOf(tokens, (name) => {
      const value = context.single(name);
      return ignoreCase ? value?.toLowerCase() : value;
    });
    return pieces !== undefined && matchPieces(pieces, ignoreCase ? text.toLowerCase() : text);
  };
}

/** Whether a pattern depends on the request. */
export function hasVariables(pattern: string): boolean {
  return /\$\{[^}*?$]/.test(pattern);
}

/** A star, or text in which ANY is a wildcard, or a variable. */
type Token = string | typeof STAR_TOKEN | { readonly name: string; readonly fallback: string | undefined };

const STAR_TOKEN = '\0*';

function tokenize(pattern: string, variables: boolean, wildcards: boolean): readonly Token[] {
  const tokens: Token[] = [];
  const parts = variables ? pattern.split(/(\$\{[^}]*\})/) : [pattern];
  for (const part of parts) {
    const inner = variables && part.startsWith('${') && part.endsWith('}') ? part.slice(2, -1) : undefined;
    if (inner === undefined) {
      if (wildcards) {
        for (const text of part.split(/(\*+|\?)/)) {
          if (text.startsWith('*')) tokens.push(STAR_TOKEN);
          else if (text !== '') tokens.push(text === '?' ? ANY : literal(text));
        }
      } else if (part !== '') tokens.push(literal(part));
    } else if (inner === '*' || inner === '?' || inner === '$') tokens.push(inner);
    else tokens.push(variable(inner));
  }
  return tokens;
}

/** `aws:username`, or `aws:username, 'nobody'`. */
function variable(inner: string): Token {
  const comma = inner.indexOf(',');
  if (comma < 0) return { name: inner.trim(), fallback: undefined };
  const fallback = inner.slice(comma + 1).trim();
  const isQuoted = fallback.length >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
  return { name: inner.slice(0, comma).trim(), fallback: isQuoted ? fallback.slice(1, -1) : undefined };
}

/** A NUL in a pattern matches nothing that a request can have, and must not become a wildcard. */
function literal(text: string): string {
  return text.replaceAll(ANY, '\ufffd');
}

/** The texts between the stars; undefined where a variable has no value. */
function piecesOf(
  tokens: readonly Token[],
  lookUp: ((name: string) => string | undefined) | undefined,
): readonly string[] | undefined {
  const pieces = [''];
  for (const token of tokens) {
    if (token === STAR_TOKEN) pieces.push('');
    else {
      const text = typeof token === 'string' ? token : (lookUp?.(token.name) ?? token.fallback);
      if (text === undefined) return undefined;
      pieces[pieces.length - 1] += typeof token === 'string' ? token : literal(text);
    }
  }
  return pieces;
}

/** The first piece at the start, the last at the end, the others in between, each as early as it fits: that never rules out a match. */
function matchPieces(pieces: readonly string[], text: string): boolean {
  const [first = ''] = pieces;
  if (pieces.length === 1) return first.length === text.length && fitsAt(first, text, 0);
  const last = pieces.at(-1) ?? '';
  const end = text.length - last.length;
  if (first.length > end || !fitsAt(first, text, 0) || !fitsAt(last, text, end)) return false;
  let position = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = find(piece, text, position, end);
    if (found < 0) return false;
    position = found + piece.length;
  }
  return true;
}

function find(piece: string, text: string, from: number, end: number): number {
  if (!piece.includes(ANY)) {
    const found = text.indexOf(piece, from);
    return found >= 0 && found + piece.length <= end ? found : -1;
  }
  for (let at = from; at + piece.length <= end; at++) if (fitsAt(piece, text, at)) return at;
  return -1;
}

function fitsAt(piece: string, text: string, at: number): boolean {
  if (!piece.includes(ANY)) return text.startsWith(piece, at);
  for (let i = 0; i < piece.length; i++) {
    if (piece[i] !== ANY && piece[i] !== text[at + i]) return false;
  }
  return at + piece.length <= text.length;
}
