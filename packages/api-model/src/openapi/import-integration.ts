import type {
  ConnectionType,
  ContentHandling,
  Integration,
  IntegrationType,
  MethodVerb,
  PassthroughBehavior,
  ResponseTransferMode,
} from '../rest-api.ts';
import { isCredentialsArn, needsCredentials, refuseIntegrationUri } from '../rules/integration-uri.ts';
import { MAXIMUM_TIMEOUT_IN_MILLIS, refuseTransfer } from '../rules/limits.ts';
import { declarationsFor, mappingError } from '../rules/parameter-mapping.ts';
import { importParameterMap } from './import-parameter-map.ts';
import type { ImportScope } from './import-scope.ts';
import { importTemplates } from './import-templates.ts';
import {
  member,
  readBoolean,
  readEnum,
  readFilledText,
  readList,
  readMap,
  readText,
  reportUnknownMembers,
} from './read.ts';
import type { SourceMap } from './source-node.ts';

/** Orders as the service prints them. */
const TYPES: readonly IntegrationType[] = ['HTTP', 'MOCK', 'AWS_PROXY', 'HTTP_PROXY', 'AWS'];
const PASSTHROUGH: readonly PassthroughBehavior[] = ['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER'];
export const CONTENT_HANDLING: readonly ContentHandling[] = ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'];
const CONNECTION_TYPES: readonly ConnectionType[] = ['INTERNET', 'VPC_LINK'];
const TRANSFER_MODES: readonly ResponseTransferMode[] = ['BUFFERED', 'STREAM'];
const VERBS: readonly MethodVerb[] = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];

const MEMBERS: ReadonlySet<string> = new Set([
  'type',
  'httpMethod',
  'uri',
  'credentials',
  'passthroughBehavior',
  'contentHandling',
  'timeoutInMillis',
  'responseTransferMode',
  'connectionType',
  'connectionId',
  'cacheNamespace',
  'cacheKeyParameters',
  'requestParameters',
  'requestTemplates',
  'responses',
  'tlsConfig',
]);

/** The request half of `x-amazon-apigateway-integration`; undefined when not even its type is known. */
export function importIntegration(
  scope: ImportScope,
  node: SourceMap,
  declared: ReadonlySet<string>,
  resource: { readonly id: string; readonly path: string },
  method: MethodVerb,
): Omit<Integration, 'integrationResponses'> | undefined {
  reportUnknownMembers(scope, node, MEMBERS);
  const type = readEnum(scope, node, 'type', TYPES, 'putIntegrationInput.type');
  if (type === undefined) {
    if (member(node, 'type') === undefined) {
      scope.report('missing-member', node, 'Enumeration value for IntegrationType must be non-empty', {
        remedy: `Set type: one of ${TYPES.join(', ').toLowerCase()}.`,
        member: 'type',
      });
    }
    return undefined;
  }
  const transfer = transferOf(scope, node, type);
  const contentHandling = readEnum(
    scope,
    node,
    'contentHandling',
    CONTENT_HANDLING,
    'putIntegrationInput.contentHandling',
  );
  const passthroughBehavior = readEnum(
    scope,
    node,
    'passthroughBehavior',
    PASSTHROUGH,
    'putIntegrationInput.passthroughBehavior',
  );
  const insecureSkipVerification = tlsInsecure(scope, node);
  const templates = [...importTemplates(scope, node, 'requestTemplates')];
  return {
    type,
    ...(type !== 'MOCK' && endpoint(scope, node, type)),
    passthroughBehavior: passthroughBehavior ?? 'WHEN_NO_MATCH',
    ...(contentHandling !== undefined && { contentHandling }),
    ...connection(scope, node, type),
    ...transfer,
    cacheNamespace: readFilledText(scope, node, 'cacheNamespace')?.text ?? resource.id,
    cacheKeyParameters: cacheKeyParameters(scope, node, declared),
    requestParameters: importParameterMap(
      scope,
      node,
      'requestParameters',
      declared,
      `resource '${resource.path}' and method '${method}'`,
    ),
    requestTemplates: Object.fromEntries(templates.map(([mediaType, template]) => [mediaType, template ?? ''])),
    ...(insecureSkipVerification !== undefined && { insecureSkipVerification }),
  };
}

function endpoint(
  scope: ImportScope,
  node: SourceMap,
  type: IntegrationType,
): Pick<Integration, 'httpMethod' | 'uri' | 'credentials'> {
  const httpMethod = integrationMethod(scope, node);
  const uri = readText(scope, node, 'uri');
  const credentials = readFilledText(scope, node, 'credentials');
  const refusal = refuseIntegrationUri(type, uri?.text ?? '');
  if (refusal !== undefined) {
    scope.report('invalid-uri', uri ?? node, refusal, {
      remedy: uriRemedy(type),
      ...(uri === undefined && { member: 'uri' }),
    });
  }
  if (credentials !== undefined && !isCredentialsArn(credentials.text)) {
    scope.report('invalid-credentials', credentials, 'Invalid ARN specified in the request', {
      remedy:
        'Give the ARN of a role (arn:aws:iam::{account}:role/{name}), or arn:aws:iam::*:user/* for the caller itself.',
    });
  }
  if (credentials === undefined && refusal === undefined && needsCredentials(type, uri?.text)) {
    scope.report('missing-credentials', node, 'Role ARN must be specified for AWS integrations', {
      remedy: 'Set credentials to the ARN of a role that API Gateway may assume and that may call the service.',
      member: 'credentials',
    });
  }
  return {
    ...(httpMethod !== undefined && { httpMethod }),
    ...(uri !== undefined && { uri: uri.text }),
    ...(credentials !== undefined && { credentials: credentials.text }),
  };
}

function integrationMethod(scope: ImportScope, node: SourceMap): MethodVerb | undefined {
  const written = readText(scope, node, 'httpMethod');
  if (written === undefined) {
    scope.report('missing-http-method', node, 'Enumeration value for HttpMethod must be non-empty', {
      remedy: 'Set httpMethod: the method that the integration is called with (POST for SageMaker and Lambda).',
      member: 'httpMethod',
    });
    return undefined;
  }
  const verb = VERBS.find((known) => known === written.text.toUpperCase());
  if (verb === undefined) {
    scope.report('invalid-enum-value', written, `Invalid HttpMethod specified. Valid options are ${VERBS.join(',')}`, {
      remedy: `Use one of ${VERBS.join(', ')}.`,
    });
  }
  return verb;
}

function uriRemedy(type: IntegrationType): string {
  if (type === 'HTTP' || type === 'HTTP_PROXY')
    return 'Give an http:// or https:// URL, or one that starts with a stage variable.';
  if (type === 'AWS_PROXY') {
    return 'Use arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function ARN}/invocations; other services take type aws.';
  }
  return 'Use arn:aws:apigateway:{region}:{service}:path/{path} or ...:action/{name}, for example arn:aws:apigateway:us-east-1:runtime.sagemaker:path/endpoints/{name}/invocations.';
}

function transferOf(
  scope: ImportScope,
  node: SourceMap,
  type: IntegrationType,
): Pick<Integration, 'timeoutInMillis' | 'responseTransferMode'> {
  const written = readText(scope, node, 'timeoutInMillis');
  const timeoutInMillis =
    written === undefined
      ? MAXIMUM_TIMEOUT_IN_MILLIS
      : /^\d{1,9}$/.test(written.text)
        ? Number(written.text)
        : Number.NaN;
  const responseTransferMode = readEnum(
    scope,
    node,
    'responseTransferMode',
    TRANSFER_MODES,
    'putIntegrationInput.responseTransferMode',
  );
  const mode = responseTransferMode === undefined ? {} : { responseTransferMode };
  const refusal = refuseTransfer({ type, timeoutInMillis, ...mode });
  if (refusal === undefined) return { timeoutInMillis, ...mode };
  if (refusal.startsWith('Timeout')) {
    scope.report('timeout-out-of-range', written ?? node, refusal, {
      remedy: 'Give milliseconds, 50 to 29000; of a stream up to 900000.',
    });
  } else {
    scope.report('invalid-transfer-mode', member(node, 'responseTransferMode') ?? node, refusal, {
      remedy: 'Leave responseTransferMode out, or use http_proxy.',
    });
  }
  return { timeoutInMillis: MAXIMUM_TIMEOUT_IN_MILLIS };
}

function connection(
  scope: ImportScope,
  node: SourceMap,
  type: IntegrationType,
): Pick<Integration, 'connectionType' | 'connectionId'> {
  const isHttp = type === 'HTTP' || type === 'HTTP_PROXY';
  const written = readEnum(scope, node, 'connectionType', CONNECTION_TYPES, 'putIntegrationInput.connectionType');
  const connectionType = written ?? (isHttp ? 'INTERNET' : undefined);
  const connectionId = readFilledText(scope, node, 'connectionId')?.text;
  if (connectionType === 'VPC_LINK' && connectionId === undefined) {
    // TODO(aws-verify): the service's message for a VPC_LINK integration without a connection id
    scope.report('missing-connection-id', node, 'VpcLink integration needs a connectionId', {
      remedy: 'Set connectionId to the id of a VPC link, or to a stage variable.',
      member: 'connectionId',
    });
  }
  return {
    ...(connectionType !== undefined && { connectionType }),
    ...(connectionId !== undefined && { connectionId }),
  };
}

function cacheKeyParameters(scope: ImportScope, node: SourceMap, declared: ReadonlySet<string>): readonly string[] {
  const keys: string[] = [];
  for (const item of readList(scope, node, 'cacheKeyParameters')?.items ?? []) {
    const key = item.kind === 'scalar' ? item.text : '';
    const anyOf = declarationsFor(key) ?? [key];
    // Parameters of the integration request may be part of the key too; they need no declaration.
    if (!key.startsWith('integration.request.') && !anyOf.some((parameter) => declared.has(parameter))) {
      scope.report('undeclared-parameter', item, mappingError('parameter', key), {
        remedy:
          'Declare it under parameters of the operation, and name it method.request.{path|querystring|header}.{name}.',
      });
    }
    keys.push(key);
  }
  return keys;
}

function tlsInsecure(scope: ImportScope, node: SourceMap): boolean | undefined {
  const tls = readMap(scope, node, 'tlsConfig');
  return tls && readBoolean(scope, tls, 'insecureSkipVerification');
}
