import type { Method, Model, Resource, RestApi } from '@portico/api-model';

/** A copy of an API under another id: its resources, models, validators and authorizers have ids of their own. */
export function cloneApi(source: RestApi, id: string, newId: () => string): RestApi {
  const resourceIds = renamed(source.resources, newId);
  const validatorIds = renamed(source.requestValidators, newId);
  const authorizerIds = renamed(source.authorizers, newId);
  return {
    ...source,
    id,
    resources: source.resources.map((resource): Resource => {
      const { parentId } = resource;
      const ownId = resourceIds(resource.id);
      const method = (one: Method): Method => ({
        ...one,
        ...(one.requestValidatorId !== undefined && { requestValidatorId: validatorIds(one.requestValidatorId) }),
        ...(one.authorizerId !== undefined && { authorizerId: authorizerIds(one.authorizerId) }),
        // A cache namespace is the resource's own unless it was named.
        ...(one.integration?.cacheNamespace === resource.id && {
          integration: { ...one.integration, cacheNamespace: ownId },
        }),
      });
      return {
        ...resource,
        id: ownId,
        ...(parentId !== undefined && { parentId: resourceIds(parentId) }),
        methods: resource.methods.map(method),
      };
    }),
    models: source.models.map(
      (model): Model => ({
        ...model,
        id: newId(),
        schema: model.schema.replaceAll(modelUrl(source.id), modelUrl(id)),
      }),
    ),
    requestValidators: source.requestValidators.map((one) => ({ ...one, id: validatorIds(one.id) })),
    authorizers: source.authorizers.map((one) => ({ ...one, id: authorizerIds(one.id) })),
  };
}

function modelUrl(restApiId: string): string {
  return `https://apigateway.amazonaws.com/restapis/${restApiId}/models/`;
}

function renamed(things: readonly { readonly id: string }[], newId: () => string): (id: string) => string {
  const ids = new Map(things.map(({ id }) => [id, newId()]));
  return (id) => ids.get(id) ?? id;
}
