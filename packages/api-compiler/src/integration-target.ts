import type { Integration } from '@portico/api-model';
import type { Report } from './diagnostics.ts';
import type { UrlTemplate } from './integration-url.ts';
import { compileUrl } from './integration-url.ts';
import type { ServiceArn } from './service-arn.ts';
import { parseServiceArn } from './service-arn.ts';
import type { UriTemplate } from './uri-template.ts';
import { compileUri } from './uri-template.ts';

/** Where an integration goes, as far as the deployment can know. */
export type IntegrationTarget =
  | { readonly type: 'MOCK' }
  | { readonly type: 'HTTP'; readonly url: UrlTemplate }
  | { readonly type: 'SAGEMAKER'; readonly region: string; readonly path: UriTemplate }
  | { readonly type: 'AWS'; readonly arn: ServiceArn };

/** `undefined` (and an error reported) for what Portico does not serve. */
export function compileTarget(integration: Integration, report: Report): IntegrationTarget | undefined {
  switch (integration.type) {
    case 'MOCK':
      return { type: 'MOCK' };
    case 'HTTP':
    case 'HTTP_PROXY':
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

function compileAwsTarget({ uri = '' }: Integration, report: Report): IntegrationTarget | undefined {
  const arn = parseServiceArn(uri);
  if (arn === undefined) {
    report.add(
      'invalid-integration-arn',
      'AWS ARN for integration must contain path or action',
      'Write arn:aws:apigateway:{region}:{service}:path/{path} or ...:action/{name}.',
    );
    return undefined;
  }
  const { region, service, api } = arn;
  const path = service === 'runtime.sagemaker' ? invocationPath(uri, api) : undefined;
  return path === undefined ? { type: 'AWS', arn } : { type: 'SAGEMAKER', region, path };
}

/** The path of `endpoints/{name}/invocations`, which needs no HTTP where the endpoint is in this process. */
function invocationPath(uri: string, api: UriTemplate): UriTemplate | undefined {
  const [form, ...path] = api.shape.split('/');
  if (form !== 'path' || endpointNameOf(path.join('/')) === undefined) return undefined;
  return compileUri(uri.slice(uri.indexOf(':path/') + ':path/'.length));
}

/** `endpoints/movie-ratings/invocations` to `movie-ratings`; `undefined` for any other path. */
export function endpointNameOf(servicePath: string): string | undefined {
  return /^endpoints\/([^/?]+)\/invocations$/.exec(servicePath)?.[1];
}

function notServed(report: Report, what: string, remedy = 'Leave it out, or deploy the definition to AWS.'): undefined {
  report.add('not-served', `Portico does not serve ${what} yet`, remedy);
  return undefined;
}
