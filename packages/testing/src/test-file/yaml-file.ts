import { JavaList, JavaMap, MAX_JSON_DEPTH, parseJson, type Value } from '@portico/values';
import { LineMap } from '@portico/vtl';
import { parseYaml, YamlError, type YamlNode, type YamlScalar } from './parse-yaml.ts';
import type { FilePlace, TestFileProblem } from './test-case.ts';

/** Text that aliases may make of one value; test files are small. */
const MAX_VALUE_CHARACTERS = 10_000_000;

/** A YAML document whose values know their places. Problems are collected, not thrown. */
export class YamlFile {
  readonly file: string;
  readonly problems: TestFileProblem[] = [];
  /** Absent when the file is not YAML, which is a problem. */
  readonly root: YamlNode | undefined;
  readonly #lines: LineMap;

  constructor(file: string, text: string) {
    this.file = file;
    this.#lines = new LineMap(text);
    try {
      this.root = parseYaml(text);
    } catch (thrown) {
      if (!(thrown instanceof YamlError)) throw thrown;
      this.problems.push({ ...this.#placeAt(thrown.offset), message: `this is not YAML: ${thrown.message}` });
    }
  }

  report(node: { readonly start: number }, message: string): undefined {
    this.problems.push({ ...this.place(node), message });
  }

  place({ start }: { readonly start: number }): FilePlace {
    return this.#placeAt(start);
  }

  /** The members of a map, those only that are known. Unknown ones are reported, and so is what is no map. */
  members(node: YamlNode, what: string, known: readonly string[]): Map<string, Member> | undefined {
    if (node.type !== 'map') return this.report(node, `${what} must be a map with ${list(known)}`);
    const members = new Map<string, Member>();
    for (const { key, value } of node.pairs) {
      if (known.includes(key.text)) members.set(key.text, { key, value });
      else this.report(key, `${what} has no member ${JSON.stringify(key.text)}: it may have ${list(known)}`);
    }
    return members;
  }

  text(member: Member | undefined, what: string): string | undefined {
    if (member === undefined) return undefined;
    const { value } = member;
    if (value.type === 'scalar' && typeof scalarValue(value) === 'string') return value.text;
    return this.report(value, `${what} must be text`);
  }

  /** A whole number. */
  integer(member: Member | undefined, what: string, low: number, high: number): number | undefined {
    if (member === undefined) return undefined;
    const value = member.value.type === 'scalar' ? scalarValue(member.value) : undefined;
    if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
    return this.report(member.value, `${what} must be a whole number from ${low} to ${high}`);
  }

  /** Any value, the digits of numbers kept. */
  value(node: YamlNode): Value | undefined {
    try {
      return jsonValue(node, { left: MAX_VALUE_CHARACTERS }, 0);
    } catch (thrown) {
      if (thrown instanceof YamlError) return this.report({ start: thrown.offset }, thrown.message);
      throw thrown;
    }
  }

  /** The node at a path below another, as far as it can be followed: for messages. */
  below(node: YamlNode, path: readonly string[]): YamlNode {
    let found = node;
    for (const name of path) {
      const next =
        found.type === 'map'
          ? found.pairs.find(({ key }) => key.text === name)?.value
          : found.type === 'list'
            ? found.items[Number(name)]
            : undefined;
      if (next === undefined) return found;
      found = next;
    }
    return found;
  }

  #placeAt(offset: number): FilePlace {
    const { line, column } = this.#lines.span(offset, offset);
    return { file: this.file, line, column };
  }
}

export interface Member {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export function isNull(node: YamlNode): boolean {
  return node.type === 'scalar' && scalarValue(node) === null;
}

/** `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

function jsonValue(node: YamlNode, room: { left: number }, depth: number): Value {
  if (depth >= MAX_JSON_DEPTH) throw new YamlError('this value nests too deep', node.start);
  // Each node counts, so that aliases of aliases cannot grow without end.
  room.left -= 2 + (node.type === 'scalar' ? node.text.length : 0);
  if (room.left < 0) throw new YamlError('this value is too large', node.start);
  if (node.type === 'scalar') return jsonScalar(node);
  if (node.type === 'list')
    return new JavaList(
      node.items.map((item) => jsonValue(item, room, depth + 1)),
      'json',
    );
  const map = new JavaMap();
  for (const { key, value } of node.pairs) {
    room.left -= key.text.length;
    map.set(key.text, jsonValue(value, room, depth + 1));
  }
  return map;
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Numbers as JSON has them, with their digits; those that only YAML knows (`0x10`, `.5`) by their value. */
function jsonScalar(node: YamlScalar): Value {
  const value = scalarValue(node);
  if (typeof value !== 'number') return value;
  if (JSON_NUMBER.test(node.text)) return parseJson(node.text);
  if (Number.isFinite(value)) return parseJson(JSON.stringify(value));
  throw new YamlError(`JSON has no number ${node.text}: write it in quotes if it is text`, node.start);
}

const DECIMAL = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;

/** YAML 1.2, core schema (https://yaml.org/spec/1.2.2/#103-core-schema). */
function scalarValue({ text, isPlain }: YamlScalar): null | boolean | number | string {
  if (!isPlain) return text;
  if (/^(?:|~|null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  if (DECIMAL.test(text) || /^0o[0-7]+$|^0x[0-9a-fA-F]+$/.test(text)) return Number(text);
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : text;
}
