import { MAX_JSON_DEPTH, parseJson, type Value } from '@portico/values';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type Pair, parseDocument, type YAMLMap } from 'yaml';
import type { FilePlace, TestFileProblem } from './test-case.ts';

/** Text that aliases may make of one value; test files are small. */
const MAX_VALUE_CHARACTERS = 10_000_000;

/** A YAML document whose values know their places. Problems are collected, not thrown. */
export class YamlFile {
  readonly file: string;
  readonly problems: TestFileProblem[] = [];
  readonly root: Node | null;
  readonly #lines = new LineCounter();
  readonly #resolve: (node: Node) => Node | undefined;

  constructor(file: string, text: string) {
    this.file = file;
    const document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, uniqueKeys: true });
    for (const { message, pos } of [...document.errors, ...document.warnings]) {
      this.problems.push({ ...this.#placeAt(pos[0]), message: `this is not YAML: ${message}` });
    }
    this.root = document.errors.length > 0 ? null : document.contents;
    this.#resolve = (node) => (isAlias(node) ? node.resolve(document) : node);
  }

  report(node: Node | null, message: string): undefined {
    this.problems.push({ ...this.place(node), message });
  }

  place(node: Node | null): FilePlace {
    return this.#placeAt(node?.range?.[0] ?? 0);
  }

  /** The members of a map, those only that are known. Unknown ones are reported, and so is what is no map. */
  members(node: Node | null, what: string, known: readonly string[]): Map<string, Member> | undefined {
    const map = this.#follow(node);
    if (!isMap(map)) return this.report(node, `${what} must be a map with ${list(known)}`);
    const members = new Map<string, Member>();
    for (const { key, value } of this.#pairs(map)) {
      const name = isScalar(key) ? String(key.value) : '';
      if (known.includes(name)) members.set(name, { name, key, value });
      else this.report(key, `${what} has no member ${JSON.stringify(name)}: it may have ${list(known)}`);
    }
    return members;
  }

  items(node: Node | null, what: string): readonly Node[] | undefined {
    const sequence = this.#follow(node);
    if (!isSeq(sequence)) return this.report(node, `${what} must be a list`);
    return sequence.items as Node[];
  }

  isMap(node: Node | null): boolean {
    return isMap(this.#follow(node));
  }

  isNull(node: Node | null): boolean {
    const followed = this.#follow(node);
    return followed === null || (isScalar(followed) && followed.value === null);
  }

  text(member: Member | undefined, what: string): string | undefined {
    if (member === undefined) return undefined;
    const node = this.#follow(member.value);
    if (isScalar(node) && typeof node.value === 'string') return node.value;
    return this.report(member.value ?? member.key, `${what} must be text`);
  }

  /** A whole number. */
  integer(member: Member | undefined, what: string, low: number, high: number): number | undefined {
    if (member === undefined) return undefined;
    const node = this.#follow(member.value);
    const value = isScalar(node) ? node.value : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
    return this.report(member.value ?? member.key, `${what} must be a whole number from ${low} to ${high}`);
  }

  /** Any value, the digits of numbers kept. */
  value(node: Node | null): Value | undefined {
    const parts: string[] = [];
    try {
      this.#writeJson(node, parts, { left: MAX_VALUE_CHARACTERS }, 0);
      return parseJson(parts.join(''), { lists: 'json' });
    } catch (thrown) {
      if (thrown instanceof UnwritableError) return this.report(thrown.node, thrown.message);
      throw thrown;
    }
  }

  /** The node at a path below another, as far as it can be followed: for messages. */
  below(node: Node | null, path: readonly string[]): Node | null {
    let found = node;
    for (const name of path) {
      const here = this.#follow(found);
      const next: unknown = isMap(here) || isSeq(here) ? here.get(isSeq(here) ? Number(name) : name, true) : undefined;
      if (next === undefined || next === null) return found;
      found = next as Node;
    }
    return found;
  }

  #writeJson(node: Node | null, parts: string[], room: { left: number }, depth: number): void {
    const followed = this.#follow(node);
    if (depth > MAX_JSON_DEPTH - 1) throw new UnwritableError(node, 'this value nests too deep');
    if (isMap(followed)) {
      parts.push('{');
      this.#pairs(followed).forEach(({ key, value }, i) => {
        parts.push(i === 0 ? '' : ',');
        const name = isScalar(key)
          ? typeof key.value === 'string'
            ? key.value
            : (key.source ?? String(key.value))
          : undefined;
        if (name === undefined) throw new UnwritableError(key, 'the name of a member must be text');
        this.#write(JSON.stringify(name), parts, room, key);
        parts.push(':');
        this.#writeJson(value, parts, room, depth + 1);
      });
      parts.push('}');
    } else if (isSeq(followed)) {
      parts.push('[');
      (followed.items as Node[]).forEach((item, i) => {
        parts.push(i === 0 ? '' : ',');
        this.#writeJson(item, parts, room, depth + 1);
      });
      parts.push(']');
    } else {
      this.#write(scalarJson(followed), parts, room, node);
    }
  }

  #write(text: string, parts: string[], room: { left: number }, node: Node | null): void {
    room.left -= text.length + 1;
    if (room.left < 0) throw new UnwritableError(node, 'this value is too large');
    parts.push(text);
  }

  #follow(node: Node | null): Node | null {
    return node === null ? null : (this.#resolve(node) ?? null);
  }

  #pairs(map: YAMLMap): readonly Pair<Node, Node | null>[] {
    return map.items as Pair<Node, Node | null>[];
  }

  #placeAt(offset: number): FilePlace {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }
}

export interface Member {
  readonly name: string;
  readonly key: Node;
  readonly value: Node | null;
}

class UnwritableError extends Error {
  readonly node: Node | null;
  constructor(node: Node | null, message: string) {
    super(message);
    this.node = node;
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function scalarJson(node: Node | null): string {
  if (node === null || !isScalar(node)) return 'null';
  const { value, source } = node;
  if (typeof value === 'number') {
    if (source !== undefined && JSON_NUMBER.test(source)) return source;
    if (!Number.isFinite(value)) throw new UnwritableError(node, 'JSON has no such number');
    return JSON.stringify(value);
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return JSON.stringify(value);
  throw new UnwritableError(node, 'JSON has no such value: write it in quotes');
}

/** `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
