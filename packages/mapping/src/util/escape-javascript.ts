/**
 * `$util.escapeJavaScript`: as commons-lang 2 does it. Quotes of both kinds, backslash and slash get a backslash, control characters their
 * short escape, everything outside of ASCII `\uXXXX`. `\'` is not JSON (documented; authors append `.replaceAll("\\'","'")`).
 */
export function escapeJavaScript(text: string): string {
  return text.replace(SPECIAL, escaped);
}

// Control characters are what is escaped.
const SPECIAL = /[\u0000-\u001f'"\\/\u0080-\uffff]/g;

const SHORT: ReadonlyMap<string, string> = new Map([
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

/** By code unit: texts in other scripts consist of little else. */
const ESCAPED: (string | undefined)[] = [];

function escaped(character: string): string {
  const code = character.charCodeAt(0);
  ESCAPED[code] ??= escapeOf(character, code);
  return ESCAPED[code];
}

function escapeOf(character: string, code: number): string {
  if (code >= 32 && code < 128) return `\\${character}`;
  return SHORT.get(character) ?? `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
