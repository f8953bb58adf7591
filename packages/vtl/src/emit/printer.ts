import { BUFFER_LENGTH, ROOM_AFTER_WRITE } from '../runtime/output.ts';
import type { TemplateCode } from './code-scope.ts';

/** A part of a text that has not been cut out: JavaScript variables. */
export interface TextRange {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** True at run time when there is a range, and not a value. */
  readonly condition: string;
}

/** How a function of generated code prints. What has been printed becomes code in `flush`. */
export interface Printer {
  /** Text of the template. */
  text(text: string): void;
  /** A string, as a JavaScript expression. */
  expression(expression: string): void;
  /** A value, and what it prints when it is null; both as JavaScript expressions. */
  value(value: string, nullText: string): void;
  /** The same for a value that may still be a part of a text. */
  range(range: TextRange, value: string, nullText: string): void;
  /** Statements for what has been printed since the last call. */
  flush(): readonly string[];
  /** A statement that fails when the output is longer than its limit: behind each iteration and every few references. */
  readonly check: string;
  /** The output, as a JavaScript expression. */
  readonly result: string;
}

/** Operands of one concatenation: JavaScript parsers recurse over long ones. */
const MAX_OPERANDS = 50;

/** Adds to a string in a JavaScript variable or property. What is printed in a row becomes one concatenation. */
export class StringPrinter implements Printer {
  readonly result: string;
  readonly check: string;
  #text = '';
  #operands: string[] = [];

  constructor(target: string) {
    this.result = target;
    this.check = `if (${target}.length > S.budget.maxLength) tooLong(S);`;
  }

  text(text: string): void {
    this.#text += text;
  }

  expression(expression: string): void {
    this.#endText();
    this.#operands.push(expression);
  }

  value(value: string, nullText: string): void {
    this.expression(`printed(S, ${value}, ${nullText})`);
  }

  range(_: TextRange, value: string, nullText: string): void {
    this.value(value, nullText);
  }

  flush(): readonly string[] {
    this.#endText();
    const operands = this.#operands.splice(0);
    const lines: string[] = [];
    for (let i = 0; i < operands.length; i += MAX_OPERANDS) {
      lines.push(`${this.result} += ${operands.slice(i, i + MAX_OPERANDS).join(' + ')};`);
    }
    return lines;
  }

  #endText(): void {
    if (this.#text !== '') this.#operands.push(quote(this.#text));
    this.#text = '';
  }
}

/** Texts up to this length are written by stores of constants. */
const MAX_UNROLLED = 48;
/** Longer ones are copied from an array of bytes up to this length. */
const MAX_COPIED = 2048;

/** Writes to the buffer of an Output `O`: its bytes are `b`, or `d` as a DataView; the position is `a`. */
export class BufferPrinter implements Printer {
  readonly result = 'O.take(a)';
  readonly check: string = `if (a > ${BUFFER_LENGTH - ROOM_AFTER_WRITE}) a = spill(O, a);`;
  readonly #template: TemplateCode;
  #text = '';
  #lines: string[] = [];
  /** Bytes that are known to fit at this place. */
  #room = 0;

  constructor(template: TemplateCode) {
    this.#template = template;
  }

  text(text: string): void {
    this.#text += text;
  }

  expression(expression: string): void {
    this.#write(`writeText(O, a, ${expression})`);
  }

  value(value: string, nullText: string): void {
    this.#write(`write(O, a, ${value}, ${nullText})`);
  }

  range({ text, from, to, condition }: TextRange, value: string, nullText: string): void {
    this.#write(`${condition} ? writeRange(O, a, ${text}, ${from}, ${to}) : write(O, a, ${value}, ${nullText})`);
  }

  flush(): readonly string[] {
    this.#endText();
    // What follows may be reached on another way.
    this.#room = 0;
    return this.#lines.splice(0);
  }

  #write(call: string): void {
    this.#endText();
    this.#lines.push(`a = ${call};`);
    this.#room = ROOM_AFTER_WRITE;
  }

  #endText(): void {
    const text = this.#text;
    this.#text = '';
    if (text === '') return;
    if (text.length > MAX_COPIED || !isAscii(text)) {
      this.#write(`append(O, a, ${quote(text)})`);
    } else if (text.length > MAX_UNROLLED) {
      this.#makeRoom(text.length);
      this.#lines.push(`b.set(${this.#template.constant(`bytesOf(${quote(text)})`)}, a); a += ${text.length};`);
    } else {
      this.#makeRoom(text.length);
      this.#lines.push(`${stores(text)}a+=${text.length};`);
    }
  }

  #makeRoom(length: number): void {
    if (this.#room < length) this.#lines.push(`if (a > ${BUFFER_LENGTH - length}) a = spill(O, a);`);
    this.#room = Math.max(this.#room - length, 0);
  }
}

/** Stores of four characters, then of single ones. Without blanks: they are most of the code of a template. */
function stores(text: string): string {
  let code = '';
  let i = 0;
  for (; i + 4 <= text.length; i += 4) code += `d.setInt32(a+${i},${packed(text, i)});`;
  for (; i < text.length; i++) code += `b[a+${i}]=${text.charCodeAt(i)};`;
  return code;
}

/** Four ASCII characters as a 32-bit integer, the first in the highest byte. */
function packed(text: string, at: number): number {
  return (
    (text.charCodeAt(at) << 24) |
    (text.charCodeAt(at + 1) << 16) |
    (text.charCodeAt(at + 2) << 8) |
    text.charCodeAt(at + 3)
  );
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 127) return false;
  return true;
}

/** A text as it may stand in generated code. */
export function quote(text: string): string {
  return JSON.stringify(text);
}
