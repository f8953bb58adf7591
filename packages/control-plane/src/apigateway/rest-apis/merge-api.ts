import type { Resource, RestApi } from '@portico/api-model';
import { badRequest } from '../errors.ts';

/**
 * PutRestApi in mode merge: what the document defines replaces its namesakes, the rest stays; binary media types add up
 * (spec: control plane, section 6). `imported` already has the ids of its namesakes in `existing`.
 */
export function mergeApi(existing: RestApi, imported: Omit<RestApi, 'createdDate'>): Omit<RestApi, 'createdDate'> {
  const resources = merged(existing.resources, imported.resources, ({ path }) => path, mergeResource);
  checkSiblings(resources);
  return {
    ...existing,
    name: imported.name,
    ...(imported.description !== undefined && { description: imported.description }),
    ...(imported.version !== undefined && { version: imported.version }),
    ...(imported.policy !== undefined && { policy: imported.policy }),
    ...(imported.minimumCompressionSize !== undefined && { minimumCompressionSize: imported.minimumCompressionSize }),
    // An import cannot tell a document without a key source from one that says HEADER, the default.
    apiKeySource: imported.apiKeySource === 'HEADER' ? existing.apiKeySource : imported.apiKeySource,
    binaryMediaTypes: [...new Set([...existing.binaryMediaTypes, ...imported.binaryMediaTypes])],
    resources,
    models: merged(existing.models, imported.models, ({ name }) => name),
    requestValidators: merged(existing.requestValidators, imported.requestValidators, ({ name }) => name),
    authorizers: merged(existing.authorizers, imported.authorizers, ({ name }) => name),
    gatewayResponses: merged(existing.gatewayResponses, imported.gatewayResponses, ({ responseType }) => responseType),
  };
}

function mergeResource(existing: Resource, imported: Resource): Resource {
  return { ...existing, methods: merged(existing.methods, imported.methods, ({ httpMethod }) => httpMethod) };
}

/** Existing things in their order, each replaced by its namesake; then the new ones. */
function merged<Thing>(
  existing: readonly Thing[],
  imported: readonly Thing[],
  keyOf: (thing: Thing) => string,
  both: (existing: Thing, imported: Thing) => Thing = (_, thing) => thing,
): readonly Thing[] {
  const things = new Map(existing.map((thing) => [keyOf(thing), thing]));
  for (const thing of imported) {
    const known = things.get(keyOf(thing));
    things.set(keyOf(thing), known === undefined ? thing : both(known, thing));
  }
  return [...things.values()];
}

/** Two definitions that are right each for itself can contradict each other once they are one tree. */
function checkSiblings(resources: readonly Resource[]): void {
  const variables = new Map<string, string>();
  const greedy = new Map<string, string>();
  for (const { id, parentId, pathPart } of resources) {
    if (parentId === undefined || pathPart?.startsWith('{') !== true) continue;
    const sibling = variables.get(parentId);
    if (sibling !== undefined) {
      throw badRequest(
        `A sibling (${sibling}) of this resource already has a variable path part -- only one is allowed`,
      );
    }
    variables.set(parentId, pathPart);
    if (pathPart.endsWith('+}')) greedy.set(id, pathPart);
  }
  for (const { parentId } of resources) {
    const parent = parentId === undefined ? undefined : greedy.get(parentId);
    if (parent !== undefined) {
      throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent}`);
    }
  }
}
