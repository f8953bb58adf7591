import type { Integration } from '@portico/api-model';
import type { Report } from './diagnostics.ts';
import type { UrlTemplate } from './integration-url.ts';
import { compileUrl } from './integration-url.ts';
import type { UriTemplate } from './uri-template.ts';
import { compileUri } from './uri-template.ts';

/** Where an integration goes, as far as the deployment can know. */
export type IntegrationTarget =
  | { readonly type: 'MOCK' }
  | { readonly type: 'HTTP'; readonly url: UrlTemplate }
  | { readonly type: 'SAGEMAKER'; readonly region: string; readonly path: UriTemplate };

/**
 * The service ARN of an AWS integration: `arn:{partition}:apigateway:{region}:{subdomain.service|service}:{path|action}/{service_api}`
 * (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html, `uri`).
 */
const SERVICE_ARN = /^arn:(aws[a-z-]*):apigateway:([a-z0-9-]+):([A-Za-z0-9.-]+):(path|action)\/(.+)$/s;

/** The caller's own credentials sign the call; that needs AWS_IAM on the method (section 9.7). */
const CALLER_CREDENTIALS = 'arn:aws:iam::*:user/*';

/** `undefined` (and an error reported) for what Portico does not serve. */
export function compileTarget(integration: Integration, report: Report): IntegrationTarget | undefined {
  switch (integration.type) {
    case 'MOCK':
      return { type: 'MOCK' };
    case 'HTTP':
    case 'HTTP_PROXY':
      if (integration.connectionType === 'VPC_LINK') return notServed(report, 'VPC links');
      return compileHttpTarget(integration, report);
    case 'AWS':
      return compileAwsTarget(integration, report);
    case 'AWS_PROXY':
      return notServed(report, `integrations of type ${integration.type}`);
    default:
      return integration.type satisfies never;
  }
}

function compileHttpTarget(integration: Integration, report: Report): IntegrationTarget {
  const { uri = '' } = integration;
  const url = compileUrl(uri);
  if (url.isValid === false) {
    report.add(
      'invalid-endpoint-address',
      `Invalid endpoint address: every request answers 500 (${uri})`,
      'Write an absolute http or https URL.',
    );
  }
  if (integration.type === 'HTTP' && integration.responseTransferMode === 'STREAM') {
    report.add(
      'portico-only',
      'Amazon API Gateway streams proxy integrations only; Portico maps the events of this one as they come in',
      'Use HTTP_PROXY where the definition has to deploy to AWS as well.',
    );
  }
  return { type: 'HTTP', url };
}

function compileAwsTarget(integration: Integration, report: Report): IntegrationTarget | undefined {
  if (integration.credentials === CALLER_CREDENTIALS) {
    return notServed(report, "integrations with the caller's credentials", 'Name an execution role.');
  }
  const arn = SERVICE_ARN.exec(integration.uri ?? '');
  if (arn === null) {
    report.add(
      'invalid-integration-arn',
      'AWS ARN for integration must contain path or action',
      'Write arn:aws:apigateway:{region}:runtime.sagemaker:path/endpoints/{name}/invocations.',
    );
    return undefined;
  }
  const [, , region = '', service, form, serviceApi = ''] = arn;
  if (service !== 'runtime.sagemaker' || form !== 'path') {
    return notServed(
      report,
      `AWS integrations with ${service}:${form}`,
      'Use runtime.sagemaker:path/endpoints/{name}/invocations, or an HTTP integration.',
    );
  }
  const path = compileUri(serviceApi);
  if (endpointNameOf(path.shape) === undefined) {
    return notServed(report, `runtime.sagemaker:path/${serviceApi}`, 'Use endpoints/{name}/invocations.');
  }
  return { type: 'SAGEMAKER', region, path };
}

/** `endpoints/movie-ratings/invocations` to `movie-ratings`; `undefined` for any other path. */
export function endpointNameOf(servicePath: string): string | undefined {
  return /^endpoints\/([^/?]+)\/invocations$/.exec(servicePath)?.[1];
}

function notServed(report: Report, what: string, remedy = 'Leave it out, or deploy the definition to AWS.'): undefined {
  report.add('not-served', `Portico does not serve ${what} yet`, remedy);
  return undefined;
}
