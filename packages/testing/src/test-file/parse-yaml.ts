import {
  EVENT_ID,
  type Event,
  getScalarValue,
  parseEvents,
  SCALAR_STYLE,
  type ScalarEvent,
  YAMLException,
} from 'js-yaml';

/** A value of a YAML document, and where it begins. Aliases have been followed: one node may stand in several places. */
export type YamlNode = YamlMap | YamlList | YamlScalar;

export interface YamlMap {
  readonly type: 'map';
  readonly start: number;
  readonly pairs: readonly YamlPair[];
}

export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlList {
  readonly type: 'list';
  readonly start: number;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar {
  readonly type: 'scalar';
  readonly start: number;
  readonly text: string;
  /** Without quotes and not in a block: `1.0` is a number, `null` is null. */
  readonly isPlain: boolean;
  /** A block whose lines are lines of the document (`|`). */
  readonly isLiteral: boolean;
}

export class YamlError extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** Reads one YAML document (1.2, merge keys as in 1.1). Throws YamlError. */
export function parseYaml(text: string): YamlNode {
  return new Builder(text, eventsOf(text)).document();
}

function eventsOf(text: string): readonly Event[] {
  try {
    return parseEvents(text, {});
  } catch (thrown) {
    if (thrown instanceof YAMLException) throw new YamlError(thrown.reason, thrown.mark?.position ?? 0);
    throw thrown;
  }
}

class Builder {
  readonly #source: string;
  readonly #events: readonly Event[];
  readonly #anchors = new Map<string, YamlNode>();
  #next = 0;

  constructor(source: string, events: readonly Event[]) {
    this.#source = source;
    this.#events = events;
  }

  document(): YamlNode {
    this.#next = 1;
    if (this.#events.length === 0 || this.#events[1]?.type === EVENT_ID.POP) return { ...EMPTY, start: 0 };
    const root = this.#node(0);
    if (this.#next < this.#events.length - 1) throw new YamlError('there is more than one document in this file', 0);
    return root;
  }

  /** @param around where an empty value is said to stand */
  #node(around: number): YamlNode {
    const event = this.#events[this.#next++];
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#scalar(event, around);
      case EVENT_ID.SEQUENCE: {
        const items: YamlNode[] = [];
        const list: YamlList = { type: 'list', start: event.start, items };
        this.#remember(event, list);
        while (!this.#ended()) items.push(this.#node(event.start));
        return list;
      }
      case EVENT_ID.MAPPING: {
        const pairs: YamlPair[] = [];
        const map: YamlMap = { type: 'map', start: event.start, pairs };
        this.#remember(event, map);
        this.#pairs(pairs, event.start);
        return map;
      }
      case EVENT_ID.ALIAS: {
        const name = this.#source.slice(event.anchorStart, event.anchorEnd);
        const node = this.#anchors.get(name);
        if (node === undefined) throw new YamlError(`nothing has the anchor ${name}`, event.anchorStart);
        return node;
      }
      default:
        throw new YamlError('the document ends too early', this.#source.length);
    }
  }

  #pairs(pairs: YamlPair[], start: number): void {
    const names = new Set<string>();
    const merged: YamlNode[] = [];
    while (!this.#ended()) {
      const key = this.#node(start);
      if (key.type !== 'scalar') throw new YamlError('the name of a member must be text', key.start);
      const value = this.#node(key.start);
      if (key.isPlain && key.text === '<<') {
        merged.push(...(value.type === 'list' ? value.items : [value]));
        continue;
      }
      if (names.has(key.text)) throw new YamlError(`there is a second member ${JSON.stringify(key.text)}`, key.start);
      names.add(key.text);
      pairs.push({ key, value });
    }
    for (const source of merged) {
      if (source.type !== 'map') throw new YamlError('a merge key (<<) needs a map', source.start);
      for (const pair of source.pairs) {
        if (names.has(pair.key.text)) continue;
        names.add(pair.key.text);
        pairs.push(pair);
      }
    }
  }

  #scalar(event: ScalarEvent, around: number): YamlScalar {
    const isPlain = event.style === SCALAR_STYLE.PLAIN && !this.#isText(event);
    const scalar: YamlScalar = {
      type: 'scalar',
      start: event.valueStart < 0 ? around : event.valueStart,
      text: event.valueStart < 0 ? '' : getScalarValue(this.#source, event),
      isPlain,
      isLiteral: event.style === SCALAR_STYLE.LITERAL_BLOCK,
    };
    this.#remember(event, scalar);
    return scalar;
  }

  /** `!!str` makes text of what follows; other tags mean nothing here. */
  #isText({ tagStart, tagEnd, valueStart }: ScalarEvent): boolean {
    if (tagStart < 0) return false;
    const tag = this.#source.slice(tagStart, tagEnd);
    if (tag === '!!str' || tag === '!') return true;
    throw new YamlError(`the tag ${tag} means nothing here`, valueStart < 0 ? tagStart : valueStart);
  }

  #remember(event: Exclude<Event, { type: typeof EVENT_ID.POP | typeof EVENT_ID.DOCUMENT }>, node: YamlNode): void {
    if (event.anchorStart >= 0) this.#anchors.set(this.#source.slice(event.anchorStart, event.anchorEnd), node);
  }

  #ended(): boolean {
    if (this.#events[this.#next]?.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }
}

const EMPTY: Omit<YamlScalar, 'start'> = { type: 'scalar', text: '', isPlain: true, isLiteral: false };
