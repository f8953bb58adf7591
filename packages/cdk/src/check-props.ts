import type { ApiGatewayToSageMakerEndpointProps, SageMakerMethodProps } from './props.ts';

const HTTP_METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY']);

/** API Gateway keeps an answer for an hour at most. */
const LONGEST_CACHE_TTL_IN_SECONDS = 3600;

const REQUEST_PARAMETER =
  /^method\.request\.(?:(?:path|querystring|header)|multivalue(?:querystring|header))\.[^\s'"]+$/;

/** Throws for what the construct as a whole can not be made of. */
export function checkProps({ apiGatewayProps, createUsagePlan, cors }: ApiGatewayToSageMakerEndpointProps): void {
  // The prop itself decides, not its default: left out counts as false here, as in AWS Solutions Constructs.
  if (apiGatewayProps?.defaultMethodOptions?.apiKeyRequired && !createUsagePlan) {
    throw new Error('Error - if API key is required, then the Usage plan must be created: set createUsagePlan to true');
  }
  if (apiGatewayProps?.endpointTypes !== undefined) {
    throw new Error('endpointConfiguration is set by the construct: use it instead of apiGatewayProps.endpointTypes');
  }
  if (cors !== undefined && apiGatewayProps?.defaultCorsPreflightOptions !== undefined) {
    throw new Error('cors and apiGatewayProps.defaultCorsPreflightOptions exclude each other');
  }
  if (cors !== undefined && cors.allowOrigins.length > 1) {
    throw new Error(
      `cors.allowOrigins has ${cors.allowOrigins.length} origins: only one, or '*', can be put on every response`,
    );
  }
}

/** Throws for what one method can not be made of. */
export function checkMethodProps(props: SageMakerMethodProps): void {
  const { method = 'GET', additionalRequestTemplates, cache } = props;
  if (additionalRequestTemplates !== undefined && Object.hasOwn(additionalRequestTemplates, 'application/json')) {
    throw new Error(
      'The template for application/json must be given as requestMappingTemplate, not in additionalRequestTemplates',
    );
  }
  if (!HTTP_METHODS.has(method)) {
    throw new Error(`method is '${method}': it must be one of ${[...HTTP_METHODS].join(', ')}`);
  }
  if (props.integrationResponses !== undefined && props.responseMappingTemplate !== undefined) {
    throw new Error(
      'responseMappingTemplate and integrationResponses exclude each other: put the template in the latter',
    );
  }
  const parameters = [
    ...Object.keys(props.requestParameters ?? {}),
    ...(props.requiredQueryParameters ?? []).map((name) => `method.request.querystring.${name}`),
    ...(cache?.keyParameters ?? []),
  ];
  for (const name of parameters) {
    if (!REQUEST_PARAMETER.test(name)) {
      throw new Error(`'${name}' is no request parameter: it must be like method.request.querystring.NAME`);
    }
  }
  if (cache !== undefined) checkCache(cache, method);
}

function checkCache({ ttl }: NonNullable<SageMakerMethodProps['cache']>, method: string): void {
  if (method !== 'GET' && method !== 'HEAD') {
    throw new Error(`cache is for GET and HEAD, not for ${method}: a request body is no part of the cache key`);
  }
  if (ttl !== undefined && !ttl.isUnresolved() && ttl.toSeconds() > LONGEST_CACHE_TTL_IN_SECONDS) {
    throw new Error(`cache.ttl is ${ttl.toSeconds()} seconds: at most ${LONGEST_CACHE_TTL_IN_SECONDS} are possible`);
  }
}
