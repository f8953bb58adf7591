import type { DocumentAccess } from './document-access.ts';
import { JsonPathError } from './json-path-error.ts';
import { unescapeText } from './unescape-text.ts';

/**
 * JSON as a path may hold it, read as leniently as the Java library does: strings in either quote or in none, commas too many.
 * Throws `JsonPathError` (IllegalArgumentException).
 */
export function parsePermissiveJson<Node>(text: string, access: DocumentAccess<Node>): Node {
  const reader: Reader<Node> = { text, access, at: 0 };
  return readValue(reader, '');
}

interface Reader<Node> {
  readonly text: string;
  readonly access: DocumentAccess<Node>;
  at: number;
}

/** `ends`: characters that end a text without quotes. */
function readValue<Node>(reader: Reader<Node>, ends: string): Node {
  skipBlanks(reader);
  const c = reader.text.charAt(reader.at);
  if (c === '[') return readList(reader);
  if (c === '{') return readMap(reader);
  if (c === '"' || c === "'") return reader.access.createString(readString(reader, c));
  if (c === ':') throw malformed(reader);
  return bareValue(reader.access, readBare(reader, ends));
}

function readList<Node>(reader: Reader<Node>): Node {
  const items: Node[] = [];
  reader.at++;
  while (true) {
    skipSeparators(reader);
    if (reader.text.charAt(reader.at) === ']') break;
    items.push(readValue(reader, ',]'));
  }
  reader.at++;
  return reader.access.createList(items);
}

function readMap<Node>(reader: Reader<Node>): Node {
  const entries: [string, Node][] = [];
  reader.at++;
  while (true) {
    skipSeparators(reader);
    const c = reader.text.charAt(reader.at);
    if (c === '}') break;
    const name = c === '"' || c === "'" ? readString(reader, c) : readBare(reader, ':');
    skipBlanks(reader);
    if (reader.text.charAt(reader.at) !== ':') throw malformed(reader);
    reader.at++;
    entries.push([name, readValue(reader, ',}')]);
  }
  reader.at++;
  return reader.access.createMap(entries);
}

function readString<Node>(reader: Reader<Node>, quote: string): string {
  const start = ++reader.at;
  while (reader.at < reader.text.length) {
    const c = reader.text.charAt(reader.at);
    if (c === quote) return unescapeText(reader.text.slice(start, reader.at++));
    reader.at += c === '\\' ? 2 : 1;
  }
  throw malformed(reader);
}

function readBare<Node>(reader: Reader<Node>, ends: string): string {
  const start = reader.at;
  while (reader.at < reader.text.length && !ends.includes(reader.text.charAt(reader.at))) reader.at++;
  return reader.text.slice(start, reader.at).trimEnd();
}

function bareValue<Node>(access: DocumentAccess<Node>, text: string): Node {
  if (text === 'null') return access.createNull();
  if (text === 'true' || text === 'false') return access.createBoolean(text === 'true');
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text) ? access.createNumber(text) : access.createString(text);
}

function skipBlanks<Node>(reader: Reader<Node>): void {
  while (/\s/.test(reader.text.charAt(reader.at))) reader.at++;
}

function skipSeparators<Node>(reader: Reader<Node>): void {
  while (/[\s,]/.test(reader.text.charAt(reader.at))) reader.at++;
  if (reader.at >= reader.text.length) throw malformed(reader);
}

function malformed<Node>(reader: Reader<Node>): JsonPathError {
  return new JsonPathError('IllegalArgumentException', `Malformed JSON in a path: ${reader.text}`);
}
