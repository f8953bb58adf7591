import type { Resource, RestApi } from '@portico/api-model';
import { INVALID_PATH_PART, parsePathPart } from '@portico/api-model';
import { badRequest, conflict } from '../errors.ts';

/** Throws BadRequestException or ConflictException when `resource` cannot stand below its parent (spec: control plane, 4.2). */
export function checkPlace(api: RestApi, resource: Pick<Resource, 'id' | 'pathPart' | 'parentId'>): void {
  const { pathPart = '', parentId } = resource;
  const part = parsePathPart(pathPart);
  if (part.kind === 'invalid') throw badRequest(INVALID_PATH_PART);
  const parentPart = api.resources.find(({ id }) => id === parentId)?.pathPart ?? '';
  if (parsePathPart(parentPart).kind === 'greedy') {
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parentPart}`);
  }
  const siblings = api.resources.filter((one) => one.parentId === parentId && one.id !== resource.id);
  if (siblings.some((sibling) => sibling.pathPart === pathPart)) {
    throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  const variable = siblings.find((sibling) => sibling.pathPart?.startsWith('{'))?.pathPart;
  if (part.kind !== 'literal' && variable !== undefined) {
    throw badRequest(
      `A sibling (${variable}) of this resource already has a variable path part -- only one is allowed`,
    );
  }
  const parentOf = api.resources.find((one) => one.parentId === resource.id);
  if (part.kind === 'greedy' && parentOf !== undefined) {
    // TODO(aws-verify): the text for renaming a resource with children to a greedy variable
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${pathPart}`);
  }
}

export function childPath(parent: Pick<Resource, 'path'>, pathPart: string): string {
  return parent.path === '/' ? `/${pathPart}` : `${parent.path}/${pathPart}`;
}

/** The resource and everything below it, by id. */
export function subtreeIds(api: RestApi, rootId: string): ReadonlySet<string> {
  const children = Map.groupBy(api.resources, ({ parentId }) => parentId);
  const ids = new Set([rootId]);
  // A set's iteration also visits what is added meanwhile.
  for (const id of ids) for (const child of children.get(id) ?? []) ids.add(child.id);
  return ids;
}
