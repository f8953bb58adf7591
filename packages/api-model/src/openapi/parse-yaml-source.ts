import {
  type Alias,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml';
import { ROOT_SLOT, type Slot, type SourceBuilder, SourceError } from './source-builder.ts';
import type { SourceNode } from './source-node.ts';

/**
 * YAML 1.2 (core schema, merge keys as in 1.1) with the place of every value. Aliases are expanded within the builder's bounds.
 * @throws SourceError, one at a time; `problems` receives every syntax error of the text first.
 */
export function parseYamlSource(text: string, builder: SourceBuilder, problems: SourceError[]): SourceNode | undefined {
  const document = parseDocument(text, {
    // The library's check compares every pair of names: quadratic. The builder's is not.
    uniqueKeys: false,
    prettyErrors: false,
  });
  for (const error of document.errors) {
    if (error.message.startsWith('Maximum call stack')) throw tooDeep(error.pos[0]);
    problems.push(new SourceError('invalid-document', error.message, error.pos[0]));
  }
  for (const warning of document.warnings) {
    // Tags such as !Ref are CloudFormation's: nobody resolves them here.
    problems.push(new SourceError('invalid-document', warning.message, warning.pos[0]));
  }
  if (problems.length > 0 || document.contents === null) return undefined;
  const targets = aliasTargets(document.contents);
  return convert(document.contents, ROOT_SLOT, 0);

  function convert(node: Node | null, slot: Slot, depth: number): SourceNode {
    const offset = node?.range?.[0] ?? slot.keyOffset;
    if (node === null) return builder.scalar(slot, offset, null, '');
    builder.enter(depth, offset);
    if (isAlias(node)) {
      const target = targets.get(node);
      if (target === undefined) throw new SourceError('invalid-document', `Unresolved alias *${node.source}.`, offset);
      return convert(target, slot, depth + 1);
    }
    if (isMap(node)) {
      const map = builder.map(slot, offset);
      // Merged members give way to the map's own, wherever the merge key stands.
      const own = new Set<string>();
      const merges: Node[] = [];
      for (const pair of node.items as Pair<Node, Node | null>[]) {
        const key = keyText(pair.key, offset);
        const keyOffset = pair.key.range?.[0] ?? offset;
        if (key === '<<' && isPlain(pair.key)) {
          if (pair.value !== null) merges.push(pair.value);
          continue;
        }
        own.add(key);
        map.set(key, convert(pair.value, { parent: map.node, key, keyOffset }, depth + 1));
      }
      for (const merge of merges) mergeInto(merge, depth + 1);
      return map.node;

      function mergeInto(source: Node, level: number): void {
        builder.enter(level, offset);
        const target = isAlias(source) ? targets.get(source) : source;
        if (isSeq(target)) {
          for (const item of target.items as Node[]) mergeInto(item, level + 1);
          return;
        }
        if (!isMap(target))
          throw new SourceError('invalid-document', 'A merge key (<<) needs a map.', source.range?.[0] ?? offset);
        for (const pair of target.items as Pair<Node, Node | null>[]) {
          const key = keyText(pair.key, offset);
          if (key === '<<' && isPlain(pair.key)) {
            if (pair.value !== null) mergeInto(pair.value, level + 1);
            continue;
          }
          if (own.has(key)) continue;
          own.add(key);
          const keyOffset = pair.key.range?.[0] ?? offset;
          map.set(key, convert(pair.value, { parent: map.node, key, keyOffset }, level + 1));
        }
      }
    }
    if (isSeq(node)) {
      const list = builder.list(slot, offset);
      for (const [index, item] of (node.items as (Node | null)[]).entries()) {
        const keyOffset = item?.range?.[0] ?? offset;
        list.push(convert(item, { parent: list.node, key: index, keyOffset }, depth + 1));
      }
      return list.node;
    }
    if (!isScalar(node))
      throw new SourceError('invalid-document', 'Only maps, lists and scalars are expected.', offset);
    return scalar(node, slot, offset);
  }

  function scalar(node: Scalar, slot: Slot, offset: number): SourceNode {
    const { value } = node;
    if (typeof value === 'string') return builder.scalar(slot, offset, value, value);
    if (typeof value === 'number' || typeof value === 'boolean' || value === null) {
      return builder.scalar(slot, offset, value, node.source ?? String(value));
    }
    throw new SourceError('invalid-document', 'Only text, numbers, booleans and null are expected.', offset);
  }
}

/** Each alias with what it stands for. One walk, where the library's own look-up walks the document again for each. */
function aliasTargets(contents: Node): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(contents, (_key, node) => {
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isNode(node) && 'anchor' in node && typeof node.anchor === 'string') {
      anchors.set(node.anchor, node);
    }
  });
  return targets;
}

function keyText(key: Node | null, offset: number): string {
  if (!isScalar(key)) throw new SourceError('invalid-document', 'A name must be text.', key?.range?.[0] ?? offset);
  // `200:` and `2.0:` keep their digits.
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function isPlain(key: Node): boolean {
  return isScalar(key) && key.type === 'PLAIN';
}

function tooDeep(offset: number): SourceError {
  return new SourceError('document-too-complex', 'The document nests too deeply.', offset);
}
