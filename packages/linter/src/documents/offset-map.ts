/** How a text stands in a document: as it is, or quoted, indented, folded. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/**
 * For each character of a YAML (or JSON) scalar's value, and its end, where it stands in the document. `start` and `end` are the scalar's own place,
 * with its quotes or its `|`.
 */
export function offsetMap(
  document: string,
  start: number,
  end: number,
  style: ScalarStyle,
  value: string,
): readonly number[] {
  let at = start;
  if (style === 'literal' || style === 'folded') at = lineBehind(document, start);
  else if (style !== 'plain') at = start + 1;
  const map: number[] = [];
  for (let i = 0; i < value.length; i++) {
    const character = value[i] ?? '';
    if (style === 'double' && document[at] === '\\') {
      map.push(at);
      at += escapeLength(document, at);
      continue;
    }
    const found = find(document, at, end, character, style);
    map.push(found);
    at = found + (style === 'single' && character === "'" ? 2 : 1);
    // The indentation of the next line is not part of the value.
    if (document[found] === '\n') at = skipIndentation(document, at, value.slice(i + 1));
  }
  map.push(at);
  return map;
}

function find(document: string, from: number, end: number, character: string, style: ScalarStyle): number {
  for (let at = from; at < end; at++) {
    const here = document[at];
    if (here === character) return at;
    // A folded line end is a blank in the value.
    if (character === ' ' && here === '\n' && style !== 'literal') return at;
    if (here !== ' ' && here !== '\n' && here !== '\r' && here !== '\t') break;
  }
  return Math.min(from, end);
}

function skipIndentation(document: string, from: number, rest: string): number {
  let at = from;
  while (document[at] === ' ' || document[at] === '\t') at++;
  const own = /^[ \t]*/.exec(rest)?.[0].length ?? 0;
  return rest[own] === '\n' ? from : Math.max(from, at - own);
}

function lineBehind(document: string, offset: number): number {
  const lineEnd = document.indexOf('\n', offset);
  if (lineEnd === -1) return document.length;
  let at = lineEnd + 1;
  // Blank lines at the start have no indentation to go by.
  while (document[at] === ' ' && document[at + 1] !== '\n') at++;
  return at;
}

function escapeLength(document: string, at: number): number {
  switch (document[at + 1]) {
    case 'u':
      return 6;
    case 'x':
      return 4;
    case 'U':
      return 10;
    default:
      return 2;
  }
}
