import { headerOf } from './header-of.ts';
import { queryParameters, splitTarget } from './sigv4/canonical-request.ts';

/** What of a request tells which service it is for. */
export interface ServiceHints {
  readonly rawTarget: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** `X-Amz-Target` prefixes of the services that speak JSON 1.1, with the names of their signing scopes. */
const TARGET_PREFIXES: ReadonlyMap<string, string> = new Map([
  ['SageMaker', 'sagemaker'],
  ['Logs_20140328', 'logs'],
]);

const INVOCATION_PATH = /^\/endpoints\/[^/]+\/(?:invocations|invocations-response-stream|async-invocations)\/?$/;
const USER_REQUEST_PATH = /^\/+restapis\/[^/]+\/([^/]+)\/_user_request_(?:\/|$)|^\/+_aws\/execute-api\//;
const APIGATEWAY_PATH =
  /^\/(?:restapis|apikeys|usageplans|domainnames|vpclinks|clientcertificates|sdktypes|account|tags)(?:\/|$)/;

/**
 * Which service a request on the one port is for: `execute-api` (a deployed API), `apigateway` (its control plane),
 * `sagemaker`, `sagemaker-runtime`, another service's signing name, or undefined if nothing in the request tells.
 * Looks at the URL forms of deployed APIs, then at the signature's scope, `X-Amz-Target`, Host, and the path.
 * A name is a claim of the request: verification decides whether the signature is good for it.
 */
export function identifyService(request: ServiceHints): string | undefined {
  const { path, query } = splitTarget(request.rawTarget);
  const host = (headerOf(request, 'host') ?? '').toLowerCase().replace(/:\d+$/, '');
  const scope = signingService(request, query);
  if (isDeployedApi(path, host, scope)) return 'execute-api';
  const target = headerOf(request, 'x-amz-target');
  const name = scope ?? serviceOfTarget(target) ?? serviceOfHost(host) ?? serviceOfPath(path);
  // SageMaker and its runtime share one signing name.
  if (name !== 'sagemaker' || target !== undefined) return name;
  return INVOCATION_PATH.test(path) || host.startsWith('runtime.sagemaker.') ? 'sagemaker-runtime' : 'sagemaker';
}

function isDeployedApi(path: string, host: string, scope: string | undefined): boolean {
  if (/^[^.]+\.execute-api\./.test(host)) return true;
  const stage = USER_REQUEST_PATH.exec(path);
  if (stage === null) return false;
  // `/restapis/{id}/stages/_user_request_` is also the control plane's URL of a stage that has this name.
  return !(stage[1] === 'stages' && scope === 'apigateway');
}

/** The service in the credential scope, from the Authorization header or a presigned URL. */
function signingService(request: ServiceHints, query: string): string | undefined {
  const authorization = headerOf(request, 'authorization');
  if (authorization !== undefined) return serviceOfCredential(/\bCredential=([^\s,]+)/.exec(authorization)?.[1]);
  for (const [name, value] of queryParameters(query)) {
    if (name === 'X-Amz-Credential') return serviceOfCredential(value);
    // Only S3 still has URLs that were presigned with Signature Version 2.
    if (name === 'AWSAccessKeyId') return 's3';
  }
  return undefined;
}

function serviceOfCredential(credential: string | undefined): string | undefined {
  return credential?.split('/')[3] || undefined;
}

function serviceOfTarget(target: string | undefined): string | undefined {
  return target === undefined ? undefined : TARGET_PREFIXES.get(target.split('.', 1)[0] ?? '');
}

/** `apigateway.us-east-1.amazonaws.com`, `runtime.sagemaker.eu-west-1.amazonaws.com`, `api.sagemaker.localhost`. */
function serviceOfHost(host: string): string | undefined {
  // `bucket.s3.localhost`, `bucket.s3.eu-west-1.localhost`
  if (/\.s3\.(?:[a-z0-9-]+\.)?localhost(?:\.|$)/.test(host)) return 's3';
  const match = /^(?:api\.|runtime\.)?(apigateway|sagemaker|s3|sts|iam|logs|cloudformation)\./.exec(host);
  return match?.[1];
}

function serviceOfPath(path: string): string | undefined {
  if (INVOCATION_PATH.test(path)) return 'sagemaker';
  return APIGATEWAY_PATH.test(path) ? 'apigateway' : undefined;
}
