import { configurationFault } from './faults.ts';
import type { UriTemplate } from './uri-template.ts';
import { compileUri } from './uri-template.ts';

/** What the URI of an AWS integration names, before a request fills it in. */
export interface ServiceArn {
  readonly region: string;
  /** `bucket.s3`: labels before the service's own become a prefix of the host. */
  readonly service: string;
  /** `path/...` or `action/...`. */
  readonly api: UriTemplate;
}

export interface ServiceApi {
  readonly form: 'path' | 'action';
  /** Without a leading slash. */
  readonly name: string;
}

/**
 * `arn:{partition}:apigateway:{region}:{subdomain.service|service}:{path|action}/{service_api}`
 * (https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html, `uri`). Stage variables may stand in the last part, for the
 * form as well. `undefined`: the text is none.
 */
export function parseServiceArn(uri: string): ServiceArn | undefined {
  const [, region = '', service = '', api = ''] = SERVICE_ARN.exec(uri) ?? [];
  if (api === '') return undefined;
  const template = compileUri(api);
  return STARTS_WITH_FORM.test(api) || api.startsWith('${stageVariables.')
    ? { region, service, api: template }
    : undefined;
}

/** Throws GatewayFault API_CONFIGURATION_ERROR where stage variables made something else of it. */
export function parseServiceApi(rendered: string): ServiceApi {
  const [, form, name = ''] = STARTS_WITH_FORM.exec(rendered) ?? [];
  if (form === 'path' || form === 'action') return { form, name };
  throw configurationFault('Invalid endpoint address');
}

const SERVICE_ARN = /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):([A-Za-z0-9.-]+):(.+)$/s;
const STARTS_WITH_FORM = /^(path|action)\/(.+)$/s;
