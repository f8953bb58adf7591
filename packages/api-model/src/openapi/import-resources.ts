import type { MethodVerb, Resource } from '../rest-api.ts';
import { INVALID_PATH_PART, parsePathPart } from '../rules/path-part.ts';
import { type ImportScope, prefixed } from './import-scope.ts';
import { describeKind, type SourceMap, type SourceNode } from './source-node.ts';

/** A resource with the paths of the document that lead to it (`/pets` and `/pets/` are one). */
export interface ResourceDraft {
  readonly resource: Omit<Resource, 'methods'>;
  readonly pathItems: readonly SourceMap[];
}

interface MutableDraft {
  readonly resource: Omit<Resource, 'methods'>;
  readonly pathItems: SourceMap[];
  readonly children: Map<string, MutableDraft>;
  /** The path part of the one child that is a variable. */
  variable?: string;
}

/** The service's quota is 300, and can be raised; this only bounds the work for one document. */
const MAXIMUM_RESOURCES = 10_000;

/** The verbs of a path item, in its own spelling. */
export const PATH_ITEM_METHODS: ReadonlyMap<string, MethodVerb> = new Map<string, MethodVerb>([
  ['get', 'GET'],
  ['put', 'PUT'],
  ['post', 'POST'],
  ['delete', 'DELETE'],
  ['options', 'OPTIONS'],
  ['head', 'HEAD'],
  ['patch', 'PATCH'],
  ['x-amazon-apigateway-any-method', 'ANY'],
]);

/** The resource tree of `paths`, parents before children, the root first. @param basePath `` or `/a/b`, put before every path */
export function importResources(
  scope: ImportScope,
  paths: SourceMap | undefined,
  basePath: string,
): readonly ResourceDraft[] {
  const root: MutableDraft = { resource: { id: scope.ids(), path: '/' }, pathItems: [], children: new Map() };
  const drafts: MutableDraft[] = [root];
  for (const [path, node] of paths?.entries ?? []) {
    if (path.startsWith('x-')) continue;
    if (!path.startsWith('/')) {
      scope.report('ignored-path', node, `Parse issue: attribute paths. Resource ${path} should start with /`, {
        remedy: `Write /${path}.`,
      });
      continue;
    }
    if (node.kind !== 'map') {
      scope.report(
        'wrong-type',
        node,
        `Invalid format for '${path}'. Expected type object but got ${describeKind(node)}`,
        {
          remedy: 'Give an object with the methods of the path.',
        },
      );
      continue;
    }
    let at = root;
    for (const part of `${basePath}${path}`.split('/').filter((segment) => segment !== '')) {
      at = at.children.get(part) ?? createChild(at, part, node);
      if (drafts.length > MAXIMUM_RESOURCES) break;
    }
    at.pathItems.push(node);
    if (drafts.length > MAXIMUM_RESOURCES) {
      scope.report('document-too-complex', node, `The paths make more than ${MAXIMUM_RESOURCES} resources.`, {
        remedy: 'Split the API.',
      });
      break;
    }
  }
  return drafts;

  function createChild(parent: MutableDraft, pathPart: string, node: SourceNode): MutableDraft {
    const path = parent === root ? `/${pathPart}` : `${parent.resource.path}/${pathPart}`;
    refusePathPart(prefixed(scope, `Unable to create resource at path '${path}'`), parent, pathPart, node);
    const child: MutableDraft = {
      resource: { id: scope.ids(), parentId: parent.resource.id, pathPart, path },
      pathItems: [],
      children: new Map(),
    };
    parent.children.set(pathPart, child);
    if (pathPart.startsWith('{')) parent.variable ??= pathPart;
    drafts.push(child);
    return child;
  }
}

function refusePathPart(scope: ImportScope, parent: MutableDraft, pathPart: string, node: SourceNode): void {
  const parsed = parsePathPart(pathPart);
  if (parsed.kind === 'invalid') {
    scope.report('invalid-path-part', node, INVALID_PATH_PART, {
      remedy: `'${pathPart}' must be letters, digits and _ - . , : only, or a parameter in braces and nothing else.`,
    });
  }
  if (parsed.kind === 'variable' || parsed.kind === 'greedy') {
    const sibling = parent.variable;
    if (sibling !== undefined) {
      scope.report(
        'sibling-path-variable',
        node,
        `A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`,
        { remedy: `Call the parameter ${sibling} here too, or put a literal part before it.` },
      );
    }
  }
  const parentPart = parent.resource.pathPart ?? '';
  if (parsePathPart(parentPart).kind === 'greedy') {
    scope.report(
      'child-of-greedy-path',
      node,
      `Cannot create a child of a resource with a greedy path variable: ${parentPart}`,
      { remedy: 'A greedy parameter takes the rest of the path: it must come last.' },
    );
  }
}
