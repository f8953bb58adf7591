import * as apigateway from 'aws-cdk-lib/aws-apigateway';

/** Headers that a browser needs on the answer itself, not only on the preflight's; values are API Gateway literals in single quotes. */
export function corsHeaders({
  allowOrigins,
  allowCredentials,
  exposeHeaders,
}: apigateway.CorsOptions): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const [origin = ''] = allowOrigins;
  headers.set('Access-Control-Allow-Origin', `'${origin}'`);
  if (origin !== '*') headers.set('Vary', "'Origin'");
  if (allowCredentials === true) headers.set('Access-Control-Allow-Credentials', "'true'");
  if (exposeHeaders !== undefined) headers.set('Access-Control-Expose-Headers', `'${exposeHeaders.join(',')}'`);
  return headers;
}

/** Puts the headers on the errors that API Gateway answers itself, without which a page can not read them. */
export function addCorsToGatewayResponses(restApi: apigateway.RestApi, cors: apigateway.CorsOptions): void {
  const responseHeaders = Object.fromEntries(corsHeaders(cors));
  for (const type of [apigateway.ResponseType.DEFAULT_4XX, apigateway.ResponseType.DEFAULT_5XX]) {
    restApi.addGatewayResponse(`cors-${type.responseType}`, { type, responseHeaders });
  }
}
