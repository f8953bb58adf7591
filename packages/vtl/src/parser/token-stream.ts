import type { Lexer } from '../lexer/lexer.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import type { Span } from '../source-position.ts';
import { LineMap } from '../source-position.ts';
import { SyntaxFault } from '../syntax-fault.ts';

/** Expressions, blocks and calls may nest this deep. */
const MAX_NESTING = 200;

/**
 * The parser's view of the lexer: tokens are read one at a time, no further than the grammar has to look,
 * because the parser may still switch the lexer's state for what follows.
 */
export class TokenStream {
  readonly lexer: Lexer;
  /** Macros defined so far, over all sources that were parsed for the same engine: their names can be escaped. */
  readonly macroNames: Set<string>;
  /** Macros that exist already: calling one with a bare word is an error. */
  readonly knownMacros: ReadonlySet<string>;
  /** The token consumed last. */
  current: Token;
  #nesting = 0;
  readonly #lines: LineMap;

  constructor(lexer: Lexer, macroNames: Set<string>, knownMacros: ReadonlySet<string>) {
    this.lexer = lexer;
    this.macroNames = macroNames;
    this.knownMacros = knownMacros;
    this.current = { kind: 'EOF', image: '', start: 0, end: 0, special: '', next: undefined };
    this.#lines = new LineMap(lexer.source);
  }

  /** The token after `token`, read when it has not been read yet. */
  after(token: Token): Token {
    token.next ??= this.lexer.nextToken();
    return token.next;
  }

  /** The next token, not consumed. */
  peek(): Token {
    return this.after(this.current);
  }

  at(kind: TokenKind): boolean {
    return this.peek().kind === kind;
  }

  consume(kind: TokenKind): Token {
    const token = this.peek();
    if (token.kind !== kind) throw this.unexpected(`expected ${describe(kind)}`);
    this.current = token;
    return token;
  }

  take(kind: TokenKind): boolean {
    if (!this.at(kind)) return false;
    this.consume(kind);
    return true;
  }

  skipWhitespace(): void {
    this.take('WHITESPACE');
  }

  /** The error that the next token does not fit. */
  unexpected(expectation: string): SyntaxFault {
    const token = this.peek();
    if (token.kind === 'EOF') {
      return new SyntaxFault('unexpected-end', `the template ends too early: ${expectation}`, token.start, token.end);
    }
    const found = JSON.stringify(token.image.trim() || token.image);
    return new SyntaxFault('unexpected-token', `${found} does not fit here: ${expectation}`, token.start, token.end);
  }

  /** Parses one level deeper, within bounds. */
  nest<T>(parse: () => T): T {
    if (++this.#nesting > MAX_NESTING) {
      const token = this.peek();
      throw new SyntaxFault(
        'nested-too-deep',
        'directives and expressions are nested too deep',
        token.start,
        token.end,
      );
    }
    const result = parse();
    this.#nesting--;
    return result;
  }

  /** From `first` to the token consumed last. */
  spanFrom(first: Token): Span {
    return this.#lines.span(first.start, Math.max(first.end, this.current.end));
  }

  spanOf(start: number, end: number): Span {
    return this.#lines.span(start, end);
  }

  /** The text of the tokens from `first` to the one consumed last, with the text that they carry along. */
  literalFrom(first: Token): string {
    let text = tokenLiteral(first);
    for (let token = first; token !== this.current && token.next !== undefined; ) {
      token = token.next;
      text += tokenLiteral(token);
    }
    return text;
  }

  /** As `literalFrom`, without the text that tokens carry along and with comments. */
  imagesFrom(first: Token): string {
    let text = first.image;
    for (let token = first; token !== this.current && token.next !== undefined; ) {
      token = token.next;
      text += token.image;
    }
    return text;
  }
}

export function tokenLiteral(token: Token): string {
  return token.kind === 'MULTI_LINE_COMMENT' ? '' : token.special + token.image;
}

function describe(kind: TokenKind): string {
  return DESCRIPTIONS.get(kind) ?? kind.toLowerCase().replaceAll('_', ' ');
}

const DESCRIPTIONS: ReadonlyMap<TokenKind, string> = new Map<TokenKind, string>([
  ['EOF', 'the end of the template'],
  ['LPAREN', '`(`'],
  ['RPAREN', '`)`'],
  ['REFMOD2_RPAREN', '`)`'],
  ['RBRACKET', '`]`'],
  ['INDEX_RBRACKET', '`]`'],
  ['RCURLY', '`}`'],
  ['RIGHT_CURLEY', '`}`'],
  ['EQUALS', '`=`'],
  ['COLON', '`:`'],
  ['END', '`#end`'],
  ['IDENTIFIER', 'a name'],
]);
