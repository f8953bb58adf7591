/**
 * A pattern of JSON Schema (ECMA 262) as java.util.regex reads the same: `$` is the very end, `[` and `&&` within a class are
 * text, `[^]` is any character and `[]` none. The engine for Java's expressions counts its steps, so no pattern can hang.
 */
export function toJavaPattern(pattern: string): string {
  let java = '';
  let inClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === '\\') {
      java += pattern.slice(at, at + 2);
      at++;
    } else if (inClass) {
      if (character === ']') inClass = false;
      java += character === '[' || character === '&' ? `\\${character}` : character;
    } else if (pattern.startsWith('[^]', at)) {
      java += '[\\s\\S]';
      at += 2;
    } else if (pattern.startsWith('[]', at)) {
      java += '(?!)';
      at += 1;
    } else {
      if (character === '[') inClass = true;
      java += character === '$' ? '\\z' : character;
    }
  }
  return java;
}
