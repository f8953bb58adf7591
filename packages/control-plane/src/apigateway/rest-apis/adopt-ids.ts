import type { RestApi } from '@portico/api-model';

type Definition = Omit<RestApi, 'createdDate'>;

/**
 * An imported definition with the ids that an existing API has for the same things: resources of the same path; models,
 * request validators and authorizers of the same name. References follow. Ids that clients hold stay good that way.
 */
export function adoptIds(imported: Definition, existing: RestApi): Definition {
  const resource = adopted(imported.resources, existing.resources, ({ path }) => path);
  const validator = adopted(imported.requestValidators, existing.requestValidators, ({ name }) => name);
  const authorizer = adopted(imported.authorizers, existing.authorizers, ({ name }) => name);
  const model = adopted(imported.models, existing.models, ({ name }) => name);
  return {
    ...imported,
    resources: imported.resources.map((one) => ({
      ...one,
      id: resource(one.id),
      ...(one.parentId !== undefined && { parentId: resource(one.parentId) }),
      methods: one.methods.map((method) => ({
        ...method,
        ...(method.requestValidatorId !== undefined && { requestValidatorId: validator(method.requestValidatorId) }),
        ...(method.authorizerId !== undefined && { authorizerId: authorizer(method.authorizerId) }),
      })),
    })),
    requestValidators: imported.requestValidators.map((one) => ({ ...one, id: validator(one.id) })),
    authorizers: imported.authorizers.map((one) => ({ ...one, id: authorizer(one.id) })),
    models: imported.models.map((one) => ({ ...one, id: model(one.id) })),
  };
}

function adopted<Thing extends { readonly id: string }>(
  imported: readonly Thing[],
  existing: readonly Thing[],
  keyOf: (thing: Thing) => string,
): (id: string) => string {
  const known = new Map(existing.map((thing) => [keyOf(thing), thing.id]));
  const ids = new Map(imported.map((thing) => [thing.id, known.get(keyOf(thing)) ?? thing.id]));
  return (id) => ids.get(id) ?? id;
}
