import { ROOT_SLOT, type Slot, type SourceBuilder, SourceError } from './source-builder.ts';
import type { SourceNode } from './source-node.ts';

/**
 * JSON (RFC 8259) with the place of every value. The YAML library reads JSON too, but needs a second per 2 MB;
 * clients send JSON of up to 6 MB.
 * @throws SourceError
 */
export function parseJsonSource(text: string, builder: SourceBuilder): SourceNode {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const root = value(ROOT_SLOT, 0);
  skipSpace();
  if (at < text.length) throw unexpected();
  return root;

  function value(slot: Slot, depth: number): SourceNode {
    skipSpace();
    const start = at;
    switch (text[at]) {
      case '{':
        return object(slot, start, depth);
      case '[':
        return array(slot, start, depth);
      case '"': {
        const string = quoted();
        return builder.scalar(slot, start, string, string);
      }
      default:
        return bare(slot, start);
    }
  }

  function object(slot: Slot, start: number, depth: number): SourceNode {
    builder.enter(depth, start);
    const map = builder.map(slot, start);
    at += 1;
    skipSpace();
    if (text[at] === '}') {
      at += 1;
      return map.node;
    }
    while (true) {
      skipSpace();
      const keyOffset = at;
      if (text[at] !== '"') throw unexpected();
      const key = quoted();
      skipSpace();
      expect(':');
      map.set(key, value({ parent: map.node, key, keyOffset }, depth + 1));
      skipSpace();
      if (text[at] === '}') break;
      expect(',');
    }
    at += 1;
    return map.node;
  }

  function array(slot: Slot, start: number, depth: number): SourceNode {
    builder.enter(depth, start);
    const list = builder.list(slot, start);
    at += 1;
    skipSpace();
    if (text[at] === ']') {
      at += 1;
      return list.node;
    }
    for (let index = 0; ; index += 1) {
      skipSpace();
      list.push(value({ parent: list.node, key: index, keyOffset: at }, depth + 1));
      skipSpace();
      if (text[at] === ']') break;
      expect(',');
    }
    at += 1;
    return list.node;
  }

  function quoted(): string {
    STRING.lastIndex = at;
    const match = STRING.exec(text);
    if (match === null) throw unexpected();
    at = STRING.lastIndex;
    const raw = match[0];
    return raw.includes('\\') ? (JSON.parse(raw) as string) : raw.slice(1, -1);
  }

  function bare(slot: Slot, start: number): SourceNode {
    BARE.lastIndex = at;
    const word = BARE.exec(text)?.[0];
    if (word === undefined) throw unexpected();
    at = BARE.lastIndex;
    const parsed = word === 'null' ? null : word === 'true' ? true : word === 'false' ? false : Number(word);
    return builder.scalar(slot, start, parsed, word);
  }

  function skipSpace(): void {
    while (at < text.length) {
      const code = text.charCodeAt(at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
      at += 1;
    }
  }

  function expect(character: string): void {
    if (text[at] !== character) throw unexpected();
    at += 1;
  }

  function unexpected(): SourceError {
    const found = at < text.length ? JSON.stringify(text[at]) : 'the end of the text';
    return new SourceError('invalid-document', `Unexpected ${found} in JSON.`, at);
  }
}

// Sticky expressions without nested repetition: linear in the text.
// RFC 8259 forbids exactly these inside a string
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const BARE = /(?:null|true|false|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
