/** Why a text is not JSON, and where it was noticed: `offset` counts UTF-16 code units. */
export interface JsonProblem {
  readonly message: string;
  readonly offset: number;
}

/** The first reason why a text is not JSON (RFC 8259); `undefined` when it is. */
export function jsonProblem(text: string): JsonProblem | undefined {
  const scanner = new Scanner(text);
  try {
    scanner.document();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof Found) return { message: thrown.message, offset: thrown.offset };
    throw thrown;
  }
}

class Found extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

const MAX_DEPTH = 500;

class Scanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#blanks();
    if (this.#at === this.#text.length) throw new Found('the output is empty', this.#at);
    this.#value();
    this.#blanks();
    if (this.#at < this.#text.length) throw new Found('something follows the end of the value', this.#at);
  }

  #value(): void {
    const character = this.#text[this.#at];
    if (++this.#depth > MAX_DEPTH) throw new Found('nested too deep', this.#at);
    if (character === '{') this.#object();
    else if (character === '[') this.#array();
    else if (character === '"') this.#string();
    else this.#bare();
    this.#depth--;
  }

  #object(): void {
    const open = this.#at++;
    this.#blanks();
    if (this.#take('}')) return;
    for (;;) {
      if (this.#text[this.#at] !== '"') throw new Found(this.#missing(open, 'a key in double quotes'), this.#at);
      this.#string();
      this.#blanks();
      if (!this.#take(':')) throw new Found(this.#missing(open, '`:` behind the key'), this.#at);
      this.#blanks();
      this.#value();
      this.#blanks();
      if (this.#take('}')) return;
      if (!this.#take(',')) throw new Found(this.#missing(open, '`,` or `}`'), this.#at);
      const comma = this.#at - 1;
      this.#blanks();
      if (this.#text[this.#at] === '}') throw new Found('a comma before `}`', comma);
    }
  }

  #array(): void {
    const open = this.#at++;
    this.#blanks();
    if (this.#take(']')) return;
    for (;;) {
      this.#value();
      this.#blanks();
      if (this.#take(']')) return;
      if (!this.#take(',')) throw new Found(this.#missing(open, '`,` or `]`'), this.#at);
      const comma = this.#at - 1;
      this.#blanks();
      if (this.#text[this.#at] === ']') throw new Found('a comma before `]`', comma);
    }
  }

  #missing(open: number, what: string): string {
    if (this.#at < this.#text.length) return `${what} is expected here`;
    return `\`${this.#text[open]}\` is never closed`;
  }

  #string(): void {
    const open = this.#at;
    const pattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
    pattern.lastIndex = open;
    if (pattern.test(this.#text)) {
      this.#at = pattern.lastIndex;
      return;
    }
    const good = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*/y;
    good.lastIndex = open;
    good.test(this.#text);
    const at = good.lastIndex;
    const bad = this.#text[at];
    if (bad === undefined) throw new Found('a string is never closed', open);
    if (bad === '\\') throw new Found(`\`${this.#text.slice(at, at + 2)}\` is no escape of JSON`, at);
    throw new Found('a control character stands in a string', at);
  }

  #bare(): void {
    const pattern = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
    pattern.lastIndex = this.#at;
    if (pattern.test(this.#text) && !/[\w.+-]/.test(this.#text[pattern.lastIndex] ?? ' ')) {
      this.#at = pattern.lastIndex;
      return;
    }
    const found = /[^\s,:[\]{}"]*/y;
    found.lastIndex = this.#at;
    const word = found.exec(this.#text)?.[0] ?? '';
    throw new Found(word === '' ? 'a value is expected here' : `\`${shorten(word)}\` is no JSON value`, this.#at);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #blanks(): void {
    while (' \n\r\t'.includes(this.#text[this.#at] ?? '-')) this.#at++;
  }
}

function shorten(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}...` : word;
}
