import type { ASTprocess, ASTSetDirective, ParsedTemplate } from '@portico/vtl';
import type { Edit } from '../finding.ts';
import { visitTemplate } from '../template/visit.ts';
import type { Facts, Place } from './facts.ts';

/** Variables that are set and read nowhere. A call on the right-hand side may be what the author is after. */
export function findUnusedSets(
  parsed: ParsedTemplate,
  tree: ASTprocess,
  facts: Facts,
): readonly { place: Place; reason: string; edits: readonly Edit[] | undefined }[] {
  if (facts.isOpaque) return [];
  const read = new Set<string>();
  const sets: ASTSetDirective[] = [];
  visitTemplate(parsed, tree, {
    reference: (node, isTarget) => {
      if (!isTarget || node.path.length > 0) read.add(node.root);
    },
    set: (node, isInString) => {
      if (!isInString && node.left.path.length === 0) sets.push(node);
    },
  });
  return sets
    .filter(({ left, right }) => !read.has(left.assignedName) && !read.has(left.root) && !isCall(right))
    .map(({ left, span }) => ({
      place: span,
      reason: `$${left.assignedName} is never read`,
      edits: [{ start: span.start, end: span.end, text: '' }],
    }));
}

/** `#set($ignored = $map.put("k", "v"))` is how authors call what would print something. */
function isCall(right: ASTSetDirective['right']): boolean {
  let inner = right;
  while (inner.type === 'ASTExpression') inner = inner.expression;
  const last = inner.type === 'ASTReference' ? inner.path.at(-1) : undefined;
  return last?.type === 'ASTMethod' && CHANGES.has(last.name);
}

const CHANGES: ReadonlySet<string> = new Set([
  'put',
  'putAll',
  'add',
  'addAll',
  'remove',
  'removeAll',
  'retainAll',
  'set',
  'clear',
  'next',
]);
