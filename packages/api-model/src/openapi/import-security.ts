import type { Authorizer, Method } from '../rest-api.ts';
import { refuseIntegrationUri } from '../rules/integration-uri.ts';
import { MAXIMUM_AUTHORIZER_TTL_IN_SECONDS } from '../rules/limits.ts';
import { type ImportScope, prefixed } from './import-scope.ts';
import { member, readEnum, readFilledText, readList, readMap, readText, reportUnknownMembers } from './read.ts';
import { resolveReference } from './resolve-reference.ts';
import type { SourceList, SourceMap, SourceNode } from './source-node.ts';

/** What a security scheme means to API Gateway. */
type Scheme =
  | { readonly kind: 'api-key' | 'iam' | 'ignored' | 'refused' }
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer };

export type MethodSecurity = Pick<
  Method,
  'authorizationType' | 'authorizerId' | 'authorizationScopes' | 'apiKeyRequired'
>;

export interface SecurityTable {
  readonly authorizers: readonly Authorizer[];
  /** What an operation's `security`, or else the document's, and `x-amazon-apigateway-auth` ask for. */
  securityOf(scope: ImportScope, operation: SourceMap): MethodSecurity;
}

const AUTHORIZER_MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'authorizerUri',
  'authorizerCredentials',
  'authorizerResultTtlInSeconds',
  'identitySource',
  'identityValidationExpression',
  'providerARNs',
]);
const AUTHORIZER_TYPES: readonly Authorizer['type'][] = ['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS'];
const AUTH_TYPES = ['NONE', 'AWS_IAM'] as const;

export function importSecurity(scope: ImportScope): SecurityTable {
  const schemes = new Map<string, Scheme>();
  for (const [name, node] of schemeDefinitions(scope)?.entries ?? []) {
    const scheme = resolveReference(scope, node);
    if (scheme !== undefined) schemes.set(name, importScheme(scope, name, scheme));
  }
  const defaults = readList(scope, scope.root, 'security');
  return {
    authorizers: [...schemes.values()].flatMap((scheme) => (scheme.kind === 'authorizer' ? [scheme.authorizer] : [])),
    securityOf(operationScope, operation) {
      const own = readList(operationScope, operation, 'security');
      const required = combine(operationScope, own ?? defaults, schemes);
      const auth = readMap(operationScope, operation, 'x-amazon-apigateway-auth');
      const authType = auth && readEnum(operationScope, auth, 'type', AUTH_TYPES, 'putMethodInput.authorizationType');
      if (authType === undefined || required.authorizerId !== undefined) return required;
      return { ...required, authorizationType: authType };
    },
  };
}

function schemeDefinitions(scope: ImportScope): SourceMap | undefined {
  if (scope.version === '2.0') return readMap(scope, scope.root, 'securityDefinitions');
  const components = readMap(scope, scope.root, 'components');
  return components && readMap(scope, components, 'securitySchemes');
}

function importScheme(scope: ImportScope, name: string, scheme: SourceMap): Scheme {
  const authorizerNode = readMap(scope, scheme, 'x-amazon-apigateway-authorizer');
  const authType = readText(scope, scheme, 'x-amazon-apigateway-authtype')?.text;
  if (authorizerNode !== undefined) {
    const header = readText(scope, scheme, 'name')?.text;
    const authorizer = importAuthorizer(
      prefixed(scope, `Unable to create authorizer '${name}'`),
      name,
      authorizerNode,
      authType,
      header,
    );
    return authorizer === undefined ? { kind: 'refused' } : { kind: 'authorizer', authorizer };
  }
  if (authType?.toLowerCase() === 'awssigv4') return { kind: 'iam' };
  const type = readText(scope, scheme, 'type')?.text;
  const header = readText(scope, scheme, 'name')?.text.toLowerCase();
  const location = readText(scope, scheme, 'in')?.text;
  if (type === 'apiKey' && header === 'x-api-key' && location === 'header') return { kind: 'api-key' };
  scope.report(
    'ignored-security-scheme',
    scheme,
    `Unsupported security definition type '${type ?? ''}' for '${name}'. Ignoring.`,
    {
      remedy:
        'Methods that ask for it are open to everyone, as on AWS. Use an authorizer (x-amazon-apigateway-authorizer), IAM (x-amazon-apigateway-authtype: awsSigv4), or an API key in the header x-api-key.',
    },
  );
  return { kind: 'ignored' };
}

function importAuthorizer(
  scope: ImportScope,
  name: string,
  node: SourceMap,
  authType: string | undefined,
  header: string | undefined,
): Authorizer | undefined {
  reportUnknownMembers(scope, node, AUTHORIZER_MEMBERS);
  const type = readEnum(scope, node, 'type', AUTHORIZER_TYPES, 'createAuthorizerInput.type');
  if (type === undefined) {
    if (member(node, 'type') === undefined) {
      scope.report('invalid-authorizer', node, 'Authorizer type must be non-empty', {
        remedy: 'Set type: token, request or cognito_user_pools.',
        member: 'type',
      });
    }
    return undefined;
  }
  const uri = readFilledText(scope, node, 'authorizerUri');
  const credentials = readFilledText(scope, node, 'authorizerCredentials')?.text;
  const identitySource =
    readFilledText(scope, node, 'identitySource')?.text ??
    (type === 'REQUEST' || header === undefined ? undefined : `method.request.header.${header}`);
  const expression = readFilledText(scope, node, 'identityValidationExpression')?.text;
  const ttl = resultTtl(scope, node);
  const providerARNs = (readList(scope, node, 'providerARNs')?.items ?? []).flatMap((item) =>
    item.kind === 'scalar' ? [item.text] : [],
  );
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0) {
      scope.report('invalid-authorizer', node, 'Authorizer of type COGNITO_USER_POOLS needs providerARNs', {
        remedy: 'List the ARNs of the user pools.',
        member: 'providerARNs',
      });
    }
  } else if (refuseIntegrationUri('AWS_PROXY', uri?.text ?? '') !== undefined) {
    scope.report('invalid-authorizer', uri ?? node, 'Invalid Authorizer URI', {
      remedy: 'Use arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations.',
      ...(uri === undefined && { member: 'authorizerUri' }),
    });
  }
  return {
    id: scope.ids(),
    name,
    type,
    authType: authType ?? (type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
    ...(uri !== undefined && { authorizerUri: uri.text }),
    ...(credentials !== undefined && { authorizerCredentials: credentials }),
    ...(ttl !== undefined && { authorizerResultTtlInSeconds: ttl }),
    ...(identitySource !== undefined && { identitySource }),
    ...(expression !== undefined && { identityValidationExpression: expression }),
    providerARNs,
  };
}

function resultTtl(scope: ImportScope, node: SourceMap): number | undefined {
  const written = readText(scope, node, 'authorizerResultTtlInSeconds');
  if (written === undefined) return undefined;
  const seconds = /^\d{1,9}$/.test(written.text) ? Number(written.text) : Number.NaN;
  if (seconds <= MAXIMUM_AUTHORIZER_TTL_IN_SECONDS) return seconds;
  scope.report(
    'invalid-authorizer',
    written,
    `Invalid authorizerResultTtlInSeconds, must be between 0 and ${MAXIMUM_AUTHORIZER_TTL_IN_SECONDS}`,
    { remedy: 'Give seconds, 0 (off) to 3600.' },
  );
  return undefined;
}

/**
 * The service knows no alternatives: an authorizer and an API key that stand in different requirements are both asked for
 * (its own exports write them so).
 */
function combine(
  scope: ImportScope,
  requirements: SourceList | undefined,
  schemes: ReadonlyMap<string, Scheme>,
): MethodSecurity {
  let authorizer: Authorizer | undefined;
  let scopes: readonly string[] = [];
  let iam = false;
  let apiKeyRequired = false;
  for (const requirement of requirements?.items ?? []) {
    if (requirement.kind !== 'map') continue;
    for (const [name, node] of requirement.entries) {
      const scheme = schemes.get(name);
      if (scheme === undefined) reportUnknownScheme(scope, node, name);
      else if (scheme.kind === 'api-key') apiKeyRequired = true;
      else if (scheme.kind === 'iam') iam = true;
      else if (scheme.kind === 'authorizer') {
        if (authorizer !== undefined && authorizer !== scheme.authorizer) reportSeveral(scope, node, authorizer, name);
        authorizer = scheme.authorizer;
        scopes = node.kind === 'list' ? node.items.flatMap((item) => (item.kind === 'scalar' ? [item.text] : [])) : [];
      }
    }
  }
  return {
    authorizationType:
      authorizer === undefined
        ? iam
          ? 'AWS_IAM'
          : 'NONE'
        : authorizer.type === 'COGNITO_USER_POOLS'
          ? authorizer.type
          : 'CUSTOM',
    ...(authorizer !== undefined && { authorizerId: authorizer.id }),
    authorizationScopes: scopes,
    apiKeyRequired,
  };
}

function reportUnknownScheme(scope: ImportScope, node: SourceNode, name: string): void {
  // Never served unprotected because of a misspelt name.
  scope.report('unknown-security-scheme', node, `Security scheme '${name}' is not defined`, {
    remedy: `Define it under ${scope.version === '2.0' ? 'securityDefinitions' : 'components.securitySchemes'}.`,
  });
}

function reportSeveral(scope: ImportScope, node: SourceNode, first: Authorizer, name: string): void {
  scope.report(
    'several-authorizers',
    node,
    `A method has one authorizer; '${first.name}' and '${name}' are asked for`,
    {
      remedy: 'Keep one of them.',
    },
  );
}
