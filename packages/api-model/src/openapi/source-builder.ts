import type { SourceList, SourceMap, SourceNode } from './source-node.ts';

/** Nesting of maps and lists; OpenAPI documents stay well under 50. */
export const MAXIMUM_DEPTH: number = 200;
/** Values in a document, aliases expanded (YAML lets a few lines stand for billions). */
export const MAXIMUM_NODES: number = 1_000_000;

/** Characters of all values, aliases expanded: ten times what a document may have. */
export const MAXIMUM_CHARACTERS: number = 60 * 1024 * 1024;

/** The document cannot be read as a whole. `offset` is where it was noticed. */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly code: 'invalid-document' | 'document-too-complex';
  readonly offset: number;

  constructor(code: 'invalid-document' | 'document-too-complex', message: string, offset: number) {
    super(message);
    this.code = code;
    this.offset = offset;
  }
}

/** Where a value is to be attached. */
export interface Slot {
  readonly parent: SourceMap | SourceList | undefined;
  readonly key: string | number | undefined;
  readonly keyOffset: number;
}

export const ROOT_SLOT: Slot = { parent: undefined, key: undefined, keyOffset: 0 };

export interface DuplicateKey {
  readonly node: SourceNode;
  readonly key: string;
}

/** Counts what both parsers make, and makes it. */
export interface SourceBuilder {
  readonly duplicates: DuplicateKey[];
  map(slot: Slot, offset: number): { readonly node: SourceMap; set(key: string, value: SourceNode): void };
  list(slot: Slot, offset: number): { readonly node: SourceList; push(value: SourceNode): void };
  scalar(slot: Slot, offset: number, value: string | number | boolean | null, text: string): SourceNode;
  /** Throws when `depth` goes beyond the limit. */
  enter(depth: number, offset: number): void;
}

/** @param substitute applied to every string value (not to names): the `${AWS::Region}` variables of an import. */
export function createSourceBuilder(substitute: (text: string) => string): SourceBuilder {
  let nodes = 0;
  let characters = 0;
  const duplicates: DuplicateKey[] = [];
  const count = (offset: number, length = 0): void => {
    nodes += 1;
    characters += length;
    if (nodes > MAXIMUM_NODES) {
      throw new SourceError('document-too-complex', `The document has more than ${MAXIMUM_NODES} values.`, offset);
    }
    if (characters > MAXIMUM_CHARACTERS) {
      throw new SourceError(
        'document-too-complex',
        `The document's values have more than ${MAXIMUM_CHARACTERS} characters.`,
        offset,
      );
    }
  };
  return {
    duplicates,
    map(slot, offset) {
      count(offset);
      const entries = new Map<string, SourceNode>();
      const node: SourceMap = { kind: 'map', ...slot, offset, entries };
      return {
        node,
        set(key, value) {
          if (entries.has(key)) duplicates.push({ node: value, key });
          entries.set(key, value);
        },
      };
    },
    list(slot, offset) {
      count(offset);
      const items: SourceNode[] = [];
      const node: SourceList = { kind: 'list', ...slot, offset, items };
      return { node, push: (value) => items.push(value) };
    },
    scalar(slot, offset, value, text) {
      count(offset, text.length);
      if (typeof value !== 'string' || !value.includes('${AWS::'))
        return { kind: 'scalar', ...slot, offset, value, text };
      const substituted = substitute(value);
      return { kind: 'scalar', ...slot, offset, value: substituted, text: substituted };
    },
    enter(depth, offset) {
      if (depth > MAXIMUM_DEPTH) {
        throw new SourceError(
          'document-too-complex',
          `The document nests deeper than ${MAXIMUM_DEPTH} levels.`,
          offset,
        );
      }
    },
  };
}
