import { API_GATEWAY_OPERATIONS } from '../apigateway/operations.ts';
import { IAM_OPERATIONS } from '../iam/operations.ts';
import { LOGS_OPERATIONS } from '../logs/handle-logs.ts';
import { S3_OPERATIONS } from '../s3/operations.ts';
import { SAGEMAKER_OPERATIONS } from '../sagemaker/operations.ts';
import { STS_OPERATIONS } from '../sts/handle-sts.ts';

/** What an operation does differently from the service, or does not do yet. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['CreateApiKey', 'recorded; a method that requires a key is refused at deployment'],
  ['CreateDomainName', 'recorded; requests are not told apart by these hosts'],
  ['CreateVpcLink', 'recorded; a method that uses one is refused at deployment'],
  ['CreateUsagePlan', 'recorded; throttles and quotas are not enforced'],
  ['FlushStageCache', 'there is no cache to flush: a stage with a cache is refused'],
  ['FlushStageAuthorizersCache', 'there is no cache to flush'],
  ['CreateAuthorizer', 'recorded; a method that requires an authorizer is refused at deployment'],
  ['GetExport', 'OpenAPI 3.0 and 2.0, JSON and YAML; what OpenAPI cannot say is named in `exportOpenApi`'],
  ['GenerateClientCertificate', 'recorded; a stage that names one is refused'],
  ['GetSdk', 'always refused, with the way round it'],
  ['GetUsage', 'requests are not metered: nothing is ever used'],
  ['ImportRestApi', '[openapi.md](openapi.md) has what is read of a document'],
  ['TestInvokeAuthorizer', 'always refused: authorizers are not served'],
  ['TestInvokeMethod', 'runs the working copy'],
]);

/**
 * The page docs/operations.md: what is served, from the tables that route requests.
 * @param apiGatewayOperations the names of all operations of the service, from its model
 */
export function operationsTable(apiGatewayOperations: readonly string[]): string {
  const served = new Set(API_GATEWAY_OPERATIONS.map(({ name }) => name));
  const missing = apiGatewayOperations.filter((name) => !served.has(name)).sort();
  return [
    '# Supported operations',
    '',
    'Generated from the code by `PORTICO_UPDATE=1 npm test -- operations-table`; a test holds it against the code.',
    "An operation that is not here is answered with the service's own error for an unknown operation.",
    '',
    `## API Gateway (${served.size} of ${apiGatewayOperations.length})`,
    '',
    '| operation | request | note |',
    '| --- | --- | --- |',
    ...API_GATEWAY_OPERATIONS.map(
      ({ name, method, uri }) => `| ${name} | \`${method} ${uri}\` | ${NOTES.get(name) ?? ''} |`,
    ),
    '',
    `Not served: ${missing.join(', ')}.`,
    '',
    ...listed('SageMaker', SAGEMAKER_OPERATIONS),
    ...listed('IAM', IAM_OPERATIONS),
    '[identity.md](identity.md) has what is evaluated, and how.',
    '',
    ...listed('STS', STS_OPERATIONS),
    ...listed('S3', new Map(S3_OPERATIONS.map(({ name }) => [name, name]))),
    '[s3.md](s3.md) has what is different.',
    '',
    ...listed('CloudWatch Logs', LOGS_OPERATIONS),
    '[logs.md](logs.md) has the filter patterns, and what the gateway logs.',
    '',
  ].join('\n');
}

function listed(service: string, operations: ReadonlyMap<string, unknown>): readonly string[] {
  const names = [...operations.keys()].sort();
  return [`## ${service} (${names.length})`, '', ...names.map((name) => `- ${name}`), ''];
}
