/** `Text/CSV; charset=utf-8` to `text/csv`: the first media type of a header value, without parameters, lower case. */
export function mediaType(headerValue: string): string {
  let end = headerValue.length;
  for (let at = 0; at < headerValue.length; at++) {
    const code = headerValue.charCodeAt(at);
    if (code === SEMICOLON || code === COMMA) {
      end = at;
      break;
    }
  }
  return headerValue.slice(0, end).trim().toLowerCase();
}

const SEMICOLON = 0x3b;
const COMMA = 0x2c;

/** Whether a media type is listed in `binaryMediaTypes` (`type/subtype`, `type/*`, `*\/*`). */
export function compileBinaryMediaTypes(binaryMediaTypes: readonly string[]): (mediaType: string) => boolean {
  const exact = new Set<string>();
  const families: string[] = [];
  for (const range of binaryMediaTypes.map((entry) => entry.trim().toLowerCase())) {
    if (range === '*/*') return () => true;
    if (range.endsWith('/*')) families.push(range.slice(0, -1));
    else exact.add(range);
  }
  if (exact.size === 0 && families.length === 0) return () => false;
  return (type) => exact.has(type) || families.some((family) => type.startsWith(family));
}
