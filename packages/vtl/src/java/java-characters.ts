/** Character.isWhitespace: controls that separate, and Unicode spaces that may break a line. */
export function isJavaWhitespace(code: number): boolean {
  if (code <= 32) return (code >= 9 && code <= 13) || code >= 28;
  if (code === 0x1680 || code === 0x2028 || code === 0x2029 || code === 0x205f || code === 0x3000) return true;
  return code >= 0x2000 && code <= 0x200a && code !== 0x2007;
}

/** The text without white space at the start, the end or both. */
export function strip(text: string, where: 'start' | 'end' | 'both', isBlank: (code: number) => boolean): string {
  let start = 0;
  let end = text.length;
  if (where !== 'end') while (start < end && isBlank(text.charCodeAt(start))) start++;
  if (where !== 'start') while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}
