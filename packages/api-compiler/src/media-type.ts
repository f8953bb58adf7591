/** `Text/CSV; charset=utf-8` to `text/csv`: the first media type of a header value, without parameters, lower case. */
export function mediaType(headerValue: string): string {
  if (headerValue === JSON_TYPE) return JSON_TYPE;
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

/** What an absent Content-Type or Accept stands for. */
export const JSON_TYPE = 'application/json';

/** Server-sent events. */
export const EVENT_STREAM = 'text/event-stream';

const SEMICOLON = 0x3b;
const COMMA = 0x2c;

/** The `binaryMediaTypes` of an API: `type/subtype`, `type/*`, `*\/*`. */
export interface BinaryMediaTypes {
  readonly isEmpty: boolean;
  /** @param mediaType lower case, without parameters */
  has(mediaType: string): boolean;
}

export function compileBinaryMediaTypes(binaryMediaTypes: readonly string[]): BinaryMediaTypes {
  const exact = new Set<string>();
  const families: string[] = [];
  for (const range of binaryMediaTypes.map((entry) => entry.trim().toLowerCase())) {
    if (range === '*/*') return { isEmpty: false, has: () => true };
    if (range.endsWith('/*')) families.push(range.slice(0, -1));
    else exact.add(range);
  }
  return {
    isEmpty: exact.size === 0 && families.length === 0,
    has: (type) => exact.has(type) || families.some((family) => type.startsWith(family)),
  };
}
