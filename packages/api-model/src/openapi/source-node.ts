/**
 * An OpenAPI document as written: what each value was in the text, and where. JSON and YAML both become this.
 * Offsets are 0-based UTF-16 indexes into the text.
 */
export type SourceNode = SourceMap | SourceList | SourceScalar;

interface Located {
  readonly parent: SourceMap | SourceList | undefined;
  /** The member's name, or the element's index; absent for the root. */
  readonly key: string | number | undefined;
  /** Where the value starts. */
  readonly offset: number;
  /** Where the member's name starts; equals `offset` for elements and the root. */
  readonly keyOffset: number;
}

export interface SourceMap extends Located {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, SourceNode>;
}

export interface SourceList extends Located {
  readonly kind: 'list';
  readonly items: readonly SourceNode[];
}

export interface SourceScalar extends Located {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As written, without quotes: keeps `1.0`, `007` and digits beyond 2^53. */
  readonly text: string;
}

/** The path from the root, in the author's terms: `paths./pets/{petId}.get.parameters[0]["x-y z"]`. */
export function placeOf(node: SourceNode): string {
  const steps: string[] = [];
  for (let at: SourceNode = node; at.parent !== undefined && at.key !== undefined; at = at.parent) {
    const { key } = at;
    if (typeof key === 'number') steps.push(`[${key}]`);
    else if (PLAIN_STEP.test(key)) steps.push(`.${key}`);
    else steps.push(`[${JSON.stringify(key)}]`);
  }
  return steps.reverse().join('').replace(/^\./, '');
}

const PLAIN_STEP = /^[\w/{}$+-]+$/;

/** The value as compact JSON text; numbers keep their digits. */
export function toJsonText(node: SourceNode, replaceScalar?: (scalar: SourceScalar) => string | undefined): string {
  switch (node.kind) {
    case 'map':
      return `{${[...node.entries].map(([key, value]) => `${JSON.stringify(key)}:${toJsonText(value, replaceScalar)}`).join(',')}}`;
    case 'list':
      return `[${node.items.map((item) => toJsonText(item, replaceScalar)).join(',')}]`;
    case 'scalar': {
      const replaced = replaceScalar?.(node);
      if (replaced !== undefined) return JSON.stringify(replaced);
      if (typeof node.value === 'number' && JSON_NUMBER.test(node.text)) return node.text;
      return JSON.stringify(node.value);
    }
  }
}

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** What a value is, for messages. */
export function describeKind(node: SourceNode): string {
  if (node.kind === 'map') return 'object';
  if (node.kind === 'list') return 'array';
  return node.value === null ? 'null' : typeof node.value;
}
