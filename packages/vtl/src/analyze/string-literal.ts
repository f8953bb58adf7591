import type { ASTStringLiteral } from '../ast.ts';
import { SyntaxFault } from '../syntax-fault.ts';

/** What a string literal stands for: a fixed text, or a template. */
export type StringContent =
  | { readonly type: 'text'; readonly text: string }
  /** `dropsLast`: a blank was added at the end of the source, whose output is dropped again. */
  | { readonly type: 'template'; readonly source: string; readonly dropsLast: boolean };

/** Takes off the quotes: doubled ones stand for one, `\uXXXX` is decoded between double quotes, which also interpolate. */
export function readStringLiteral({ image, span }: ASTStringLiteral): StringContent {
  const quote = image[0] as string;
  const inner = image.slice(1, -1);
  const unescaped = quote === '"' ? decodeUnicodeEscapes(inner, span.start) : inner;
  const text = unescaped.replaceAll(quote + quote, quote);
  if (quote !== '"' || !/[$#]/.test(image)) return { type: 'text', text };
  // A blank ends a reference or directive at the end of the string; behind a line comment it would be lost.
  const dropsLast = !text.includes('##');
  return { type: 'template', source: dropsLast ? `${text} ` : text, dropsLast };
}

function decodeUnicodeEscapes(text: string, offset: number): string {
  return text.replace(/\\u([\s\S]{0,4})/g, (sequence, digits: string, at: number) => {
    if (digits.length < 4 || !/^[+-]?[0-9a-fA-F]+$/.test(digits)) {
      const code = digits.length < 4 ? 'unfinished-unicode-escape' : 'bad-string-literal';
      const start = offset + at + 1;
      throw new SyntaxFault(
        code,
        `${JSON.stringify(sequence)} needs four hexadecimal digits`,
        start,
        start + sequence.length,
      );
    }
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
}
