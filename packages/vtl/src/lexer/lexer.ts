import { SyntaxFault } from '../syntax-fault.ts';
import type { LexicalState, RuleKind } from './lexical-rules.ts';
import { LEXICAL_RULES } from './lexical-rules.ts';
import type { Token, TokenKind } from './token.ts';

/** Opens a source for reading token by token. */
export function lex(source: string): Lexer {
  return new Lexer(source);
}

interface SavedState {
  readonly state: LexicalState;
  readonly openParens: number;
  readonly closedParens: number;
}

/**
 * Velocity 1.7's lexer: longest match, the first rule wins ties, and the rules depend on a state that tokens push and pop.
 * Tokens are read on demand, because the parser switches the state after a directive's name. Byte-exact output
 * (which blanks and line ends belong to a directive, what is left of a half-written reference) follows from these states.
 */
export class Lexer {
  readonly source: string;
  #at = 0;
  #state: LexicalState = 'DEFAULT';
  #stack: SavedState[] = [];
  #openParens = 0;
  #closedParens = 0;
  #inComment = false;
  /** Between `#set(` and its `)`. The parser ends it. */
  inSet = false;

  constructor(source: string) {
    this.source = source;
  }

  get offset(): number {
    return this.#at;
  }

  switchTo(state: LexicalState): void {
    this.#state = state;
  }

  /** Goes back to the state before the current one. False when there is none. */
  popState(): boolean {
    const saved = this.#stack.pop();
    this.#state = saved?.state ?? 'DEFAULT';
    this.#openParens = saved?.openParens ?? 0;
    if (saved !== undefined) this.#closedParens = saved.closedParens;
    return saved !== undefined;
  }

  /** True when only blanks and line ends stand before a `(`. Reads nothing. */
  isBeforeLeftParenthesis(): boolean {
    let at = this.#at;
    while (' \n\r\t'.includes(this.source[at] ?? '-')) at++;
    return this.source[at] === '(';
  }

  /** The next token, EOF at the end. Throws SyntaxFault where no token matches, and at an unfinished `$` or `#` at the very end. */
  nextToken(): Token {
    let special = '';
    let start = this.#at;
    for (;;) {
      if (this.#at >= this.source.length) {
        if (this.#at > start)
          throw new SyntaxFault(
            'unexpected-end',
            'the template ends in the middle of a reference, directive or block',
            start,
            this.#at,
          );
        return { kind: 'EOF', image: '', start, end: start, special, next: undefined };
      }
      const kind = this.#match();
      switch (kind) {
        case 'COMMENT_BODY':
          start = this.#at;
          break;
        case 'REFERENCE_TERMINATOR':
        case 'DIRECTIVE_TERMINATOR': {
          special += specialText(this.source.slice(start, this.#at));
          this.#at--;
          start = this.#at;
          this.popState();
          break;
        }
        case 'DOLLAR':
        case 'DOLLARBANG':
        case 'TEXTBLOCK_START':
        case 'FORMAL_COMMENT_START':
        case 'MULTI_LINE_COMMENT_START':
        case 'HASH':
        case 'TEXTBLOCK_BODY':
          this.#takePrefix(kind);
          break;
        default:
          return this.#takeToken(kind, start, special);
      }
    }
  }

  /** Moves behind the longest match. */
  #match(): RuleKind {
    let longest = 0;
    let kind: RuleKind | undefined;
    const code = Math.min(this.source.charCodeAt(this.#at), 128);
    for (const rule of LEXICAL_RULES.get(this.#state)?.[code] ?? []) {
      rule.pattern.lastIndex = this.#at;
      if (rule.pattern.test(this.source) && rule.pattern.lastIndex - this.#at > longest) {
        longest = rule.pattern.lastIndex - this.#at;
        kind = rule.kind;
      }
    }
    if (kind === undefined) {
      const found = JSON.stringify(this.source[this.#at]);
      throw new SyntaxFault('unexpected-character', `${found} does not belong here`, this.#at, this.#at + 1);
    }
    this.#at += longest;
    return kind;
  }

  #takePrefix(kind: RuleKind): void {
    if (this.#inComment) return;
    switch (kind) {
      case 'DOLLAR':
      case 'DOLLARBANG':
        if (this.#state === 'REFERENCE') this.popState();
        this.#pushState('REFERENCE');
        break;
      case 'HASH':
        if (this.#state === 'REFERENCE' || this.#state === 'REFMODIFIER') this.popState();
        this.#pushState('PRE_DIRECTIVE');
        break;
      case 'FORMAL_COMMENT_START':
        this.#at--;
        this.#enterComment('IN_FORMAL_COMMENT');
        break;
      case 'MULTI_LINE_COMMENT_START':
        this.#enterComment('IN_MULTI_LINE_COMMENT');
        break;
      case 'TEXTBLOCK_START':
        this.#enterComment('IN_TEXTBLOCK');
        break;
    }
  }

  #takeToken(kind: Exclude<RuleKind, 'COMMENT_BODY'>, start: number, special: string): Token {
    let end = this.#at;
    let image = this.source.slice(start, end);
    switch (kind) {
      case 'INDEX_LBRACKET':
        this.#pushState('REFINDEX');
        break;
      case 'INDEX_RBRACKET':
      case 'RCURLY':
      case 'END':
      case 'ELSE_DIRECTIVE':
        this.popState();
        break;
      case 'SINGLE_LINE_COMMENT':
      case 'FORMAL_COMMENT':
      case 'MULTI_LINE_COMMENT':
      case 'TEXTBLOCK':
        this.#inComment = false;
        this.popState();
        break;
      case 'IF_DIRECTIVE':
      case 'ELSEIF_DIRECTIVE':
        this.#state = 'DIRECTIVE';
        break;
      case 'LPAREN':
        if (!this.#inComment) this.#openParens++;
        if (this.#state === 'REFMODIFIER') this.#state = 'REFMOD2';
        break;
      case 'RPAREN':
        this.#closeParen();
        break;
      case 'REFMOD2_RPAREN':
        this.#state = 'REFERENCE';
        break;
      case 'SET_DIRECTIVE':
        if (this.#inComment) break;
        this.#pushState('DIRECTIVE');
        this.inSet = true;
        this.#openParens++;
        break;
      case 'SINGLE_LINE_COMMENT_START':
        if (this.#inComment) break;
        if (this.#state === 'REFERENCE') this.popState();
        this.#enterComment('IN_SINGLE_LINE_COMMENT');
        break;
      case 'STRING_LITERAL':
        if (this.#state === 'DIRECTIVE' && !this.inSet && this.#openParens === 0) this.popState();
        break;
      case 'INTEGER_LITERAL':
        // `1..3` is a range, not the float `1.`: the two dots are read again.
        if (image.endsWith('..')) {
          this.#at = end -= 2;
          image = image.slice(0, -2);
        }
        if (this.#openParens === 0 && !this.inSet && this.#state !== 'REFMOD2' && this.#state !== 'REFINDEX')
          this.popState();
        break;
      case 'FLOATING_POINT_LITERAL':
        if (this.#openParens === 0 && !this.inSet && this.#state !== 'REFMOD2') this.popState();
        break;
      case 'DOT':
        // The letter after the dot belongs to the identifier that follows. Whatever stood before the dot is lost.
        this.#at = end -= 1;
        image = '.';
        this.#state = 'REFMODIFIER';
        break;
    }
    return { kind: kind as TokenKind, image, start, end, special, next: undefined };
  }

  #pushState(state: LexicalState): void {
    this.#stack.push({ state: this.#state, openParens: this.#openParens, closedParens: this.#closedParens });
    this.#openParens = 0;
    this.#state = state;
  }

  #enterComment(state: LexicalState): void {
    this.#inComment = true;
    this.#pushState(state);
  }

  /** A `)` closes the innermost state that has an open `(`; the states above it end. */
  #closeParen(): void {
    if (this.#inComment) return;
    while (this.#openParens === 0) {
      if (!this.popState()) return;
    }
    if (this.#openParens === this.#closedParens + 1) this.popState();
    else this.#closedParens++;
  }
}

/** What a special token leaves of itself in the output: its `#` and `$`, with the backslashes directly before a `$`. */
function specialText(image: string): string {
  let text = '';
  for (let i = 0; i < image.length; i++) {
    const character = image[i] as string;
    if (character === '#' || character === '$') text += character;
    else if (character === '\\') {
      const escaped = /^\\+\$/.exec(image.slice(i))?.[0];
      if (escaped !== undefined) {
        text += escaped;
        i += escaped.length;
      }
    }
  }
  return text;
}
