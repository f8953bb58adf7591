import { JsonPathError } from './json-path-error.ts';

const NAMED: Readonly<Record<string, string>> = { r: '\r', f: '\f', t: '\t', n: '\n', b: '\b' };

/** Resolves backslash escapes as the Java library does in names and string literals: an unknown one stands for its character. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c !== '\\') {
      result += c;
      continue;
    }
    const escaped = text.charAt(++i);
    if (escaped === '') return `${result}\\`;
    if (escaped !== 'u') {
      result += Object.hasOwn(NAMED, escaped) ? NAMED[escaped] : escaped;
      continue;
    }
    const digits = text.slice(i + 1, i + 5);
    // Unfinished digits at the end vanish.
    if (digits.length < 4) return result;
    // Integer.parseInt takes a sign.
    if (!/^[0-9A-Fa-f+-][0-9A-Fa-f]{3}$/.test(digits)) {
      throw new JsonPathError('JsonPathException', `Unable to parse unicode value: ${digits}`);
    }
    result += String.fromCharCode(Number.parseInt(digits, 16));
    i += 4;
  }
  return result;
}
