import type { Deployment, Resource, RestApi } from '@portico/api-model';

/** One thing that a new deployment would change for callers. */
export interface DeploymentChange {
  readonly kind: 'added' | 'changed' | 'removed';
  /** `GET /pets/{petId}`, `model Pet`, `gateway response DEFAULT_4XX`, `resource policy` */
  readonly what: string;
}

/**
 * What was changed in the working copy of an API since it was deployed, in the order of the API's nouns. Empty: a new
 * deployment would be the same. Names, descriptions and tags of the API reach no caller and do not count.
 */
export function changesSinceDeployment(api: RestApi, deployment: Deployment): readonly DeploymentChange[] {
  const before = partsOf(deployment.api);
  const after = partsOf(api);
  return [
    ...[...after].flatMap(([what, part]): readonly DeploymentChange[] => {
      const old = before.get(what);
      if (old === undefined) return [{ kind: 'added', what }];
      return old === part ? [] : [{ kind: 'changed', what }];
    }),
    ...[...before.keys()]
      .filter((what) => !after.has(what))
      .map((what): DeploymentChange => ({ kind: 'removed', what })),
  ];
}

/** What a deployment freezes, each part as comparable text. */
function partsOf(api: RestApi): ReadonlyMap<string, string> {
  const settings: readonly (readonly [string, unknown])[] = [
    ['resource policy', api.policy],
    ['binary media types', api.binaryMediaTypes.toSorted()],
    ['minimum compression size', api.minimumCompressionSize],
    ['API key source', api.apiKeySource],
  ];
  return new Map(
    [
      ...settings.filter(([, value]) => value !== undefined),
      ...api.resources.flatMap(methodsOf),
      ...api.models.map((model) => [`model ${model.name}`, [model.contentType, model.schema]] as const),
      ...api.requestValidators.map((one) => [`request validator ${one.name} (${one.id})`, one] as const),
      ...api.authorizers.map((one) => [`authorizer ${one.name} (${one.id})`, one] as const),
      ...api.gatewayResponses.map((one) => [`gateway response ${one.responseType}`, one] as const),
    ].map(([what, part]) => [what, canonical(part)]),
  );
}

function methodsOf({ path, methods }: Resource): readonly (readonly [string, unknown])[] {
  return methods.map((method) => [`${method.httpMethod} ${path}`, method]);
}

/** JSON text in which the order of members does not count. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
