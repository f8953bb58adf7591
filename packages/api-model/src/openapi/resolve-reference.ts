import type { ImportScope } from './import-scope.ts';
import { member, readText } from './read.ts';
import type { SourceMap, SourceNode } from './source-node.ts';

/** References that lead to references; a cycle ends here too. */
const MAXIMUM_HOPS = 32;

/**
 * Follows `$ref: '#/a/b'` (RFC 6901 within the document) to the map it names; a map without `$ref` is itself.
 * A reference that leads nowhere, or out of the document, is reported and reads as absent.
 */
export function resolveReference(scope: ImportScope, node: SourceNode): SourceMap | undefined {
  let at: SourceNode | undefined = node;
  for (let hops = 0; hops < MAXIMUM_HOPS; hops += 1) {
    if (at?.kind !== 'map') break;
    if (member(at, '$ref') === undefined) return at;
    const reference = readText(scope, at, '$ref');
    if (reference === undefined) return undefined;
    at = reference.text.startsWith('#/') ? lookUp(scope.root, reference.text) : undefined;
  }
  const written = node.kind === 'map' ? node.entries.get('$ref') : undefined;
  if (written?.kind !== 'scalar') {
    scope.report('wrong-type', node, 'Expected type object', { remedy: 'Write an object here.' });
    return undefined;
  }
  scope.report('unresolved-reference', written, `Reference to '${written.text}' not found. Ignoring.`, {
    remedy: 'Define what it names in this document, or correct the reference; other documents are not read.',
  });
  return undefined;
}

function lookUp(root: SourceMap, pointer: string): SourceNode | undefined {
  let at: SourceNode | undefined = root;
  for (const step of pointer.slice(2).split('/')) {
    const name = decode(step);
    if (at?.kind === 'map') at = at.entries.get(name);
    else if (at?.kind === 'list') at = at.items[/^\d+$/.test(name) ? Number(name) : -1];
    else return undefined;
  }
  return at;
}

function decode(step: string): string {
  let name = step;
  try {
    name = decodeURIComponent(step);
  } catch {
    // Not percent-encoded: `%` stands for itself.
  }
  return name.replaceAll('~1', '/').replaceAll('~0', '~');
}
