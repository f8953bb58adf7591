import type { Authorizer, Method, RequestValidator, RestApi } from '../rest-api.ts';
import type { ExportExtensions, Exported } from './export-openapi.ts';

/** The names that schemes and validators have in the document: each its own, as keys must be. */
export interface ExportNames {
  readonly iam: string;
  readonly apiKey: string;
  authorizerName(authorizer: Authorizer): string;
  validatorName(validator: RequestValidator): string;
}

export function createExportNames(api: RestApi): ExportNames {
  const schemes = uniqueNames(api.authorizers);
  const taken = new Set(schemes.values());
  const validators = uniqueNames(api.requestValidators);
  return {
    iam: unused('sigv4', taken),
    apiKey: unused('api_key', taken),
    authorizerName: ({ id }) => schemes.get(id) ?? id,
    validatorName: ({ id }) => validators.get(id) ?? id,
  };
}

export function exportSecuritySchemes(api: RestApi, names: ExportNames, extensions: ExportExtensions): Exported {
  const methods = api.resources.flatMap((resource) => resource.methods);
  const withExtensions = extensions.authorizers || extensions.apigateway;
  return Object.fromEntries([
    ...api.authorizers.map((authorizer) => [
      names.authorizerName(authorizer),
      exportAuthorizer(authorizer, withExtensions),
    ]),
    ...(methods.some(({ apiKeyRequired }) => apiKeyRequired)
      ? [[names.apiKey, { type: 'apiKey', name: 'x-api-key', in: 'header' }]]
      : []),
    ...(methods.some(({ authorizationType }) => authorizationType === 'AWS_IAM')
      ? [
          [
            names.iam,
            {
              type: 'apiKey',
              name: 'Authorization',
              in: 'header',
              ...(withExtensions && { 'x-amazon-apigateway-authtype': 'awsSigv4' }),
            },
          ],
        ]
      : []),
  ]);
}

/** `security` of an operation. */
export function exportSecurity(api: RestApi, method: Method, names: ExportNames): Exported {
  const authorizer = api.authorizers.find(({ id }) => id === method.authorizerId);
  const requirements = [
    ...(authorizer === undefined ? [] : [{ [names.authorizerName(authorizer)]: method.authorizationScopes }]),
    ...(method.authorizationType === 'AWS_IAM' ? [{ [names.iam]: [] }] : []),
    ...(method.apiKeyRequired ? [{ [names.apiKey]: [] }] : []),
  ];
  return requirements.length === 0 ? {} : { security: requirements };
}

const HEADER = /^method\.request\.header\.([^,\s]+)$/;

function exportAuthorizer(authorizer: Authorizer, withExtensions: boolean): Exported {
  const { authType, type, identitySource } = authorizer;
  // A token authorizer reads the header that its scheme names; the others name no header there.
  const header = type === 'REQUEST' ? undefined : HEADER.exec(identitySource ?? '')?.[1];
  const scheme = { type: 'apiKey', name: header ?? 'Unused', in: 'header' };
  if (!withExtensions) return scheme;
  return {
    ...scheme,
    ...(authType !== undefined && { 'x-amazon-apigateway-authtype': authType }),
    'x-amazon-apigateway-authorizer': {
      type: type.toLowerCase(),
      ...(authorizer.authorizerUri !== undefined && { authorizerUri: authorizer.authorizerUri }),
      ...(authorizer.authorizerCredentials !== undefined && {
        authorizerCredentials: authorizer.authorizerCredentials,
      }),
      ...(authorizer.authorizerResultTtlInSeconds !== undefined && {
        authorizerResultTtlInSeconds: authorizer.authorizerResultTtlInSeconds,
      }),
      ...(identitySource !== undefined && { identitySource }),
      ...(authorizer.identityValidationExpression !== undefined && {
        identityValidationExpression: authorizer.identityValidationExpression,
      }),
      ...(authorizer.providerARNs.length > 0 && { providerARNs: authorizer.providerARNs }),
    },
  };
}

/** By id: the thing's name, with its id behind it where two have the same, or the id where it has none. */
function uniqueNames(things: readonly { readonly id: string; readonly name: string }[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { id, name } of things) {
    const unique = name === '' ? id : taken.has(name) ? `${name}-${id}` : name;
    names.set(id, unique);
    taken.add(unique);
  }
  return names;
}

function unused(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? unused(`${name}_`, taken) : name;
}
