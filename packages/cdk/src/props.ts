import type { Duration } from 'aws-cdk-lib';
import type * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';

/**
 * Cache of one method.
 *
 * The stage gets a cache cluster of 0.5 GB, or of `apiGatewayProps.deployOptions.cacheClusterSize`; the cluster costs by
 * the hour, used or not.
 */
export interface SageMakerMethodCacheOptions {
  /**
   * How long an answer is kept: 0 to 3600 seconds.
   *
   * @default Duration.minutes(5)
   * @example
   * ttl: Duration.minutes(10)
   */
  readonly ttl?: Duration;

  /**
   * Whether the cached answers are encrypted.
   *
   * @default true
   * @example
   * encrypted: false
   */
  readonly encrypted?: boolean;

  /**
   * The request parameters that tell one answer from another, as `method.request.path.NAME`,
   * `method.request.querystring.NAME` or `method.request.header.NAME`. Two requests that are equal in all of them get the
   * same answer. Parameters that the method does not declare yet are declared, as not required.
   *
   * @default every path variable of the method's path, and every parameter of `requiredQueryParameters` and `requestParameters`
   * @example
   * keyParameters: ['method.request.path.user_id', 'method.request.querystring.items']
   */
  readonly keyParameters?: string[];
}

/**
 * Opt-in settings of one method, none of them part of AWS Solutions Constructs. One that is left out adds nothing to the template.
 */
export interface SageMakerMethodOptions {
  /**
   * The HTTP method that clients use: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS or ANY. Whatever it is, the
   * endpoint is invoked by POST.
   *
   * @default 'GET'
   * @example
   * method: 'POST'
   */
  readonly method?: string;

  /**
   * Names of query parameters without which a request is refused with 400 before the endpoint is invoked. Short for
   * `requestParameters: { 'method.request.querystring.NAME': true }`.
   *
   * @default none
   * @example
   * requiredQueryParameters: ['items']
   */
  readonly requiredQueryParameters?: string[];

  /**
   * The request parameters that the method declares, and for each whether it is required. A request without a required
   * one is refused with 400.
   *
   * @default none: every parameter is still readable in the template
   * @example
   * requestParameters: { 'method.request.header.X-Trace': false, 'method.request.querystring.items': true }
   */
  readonly requestParameters?: { [name: string]: boolean };

  /**
   * JSON Schemas (draft 4) by content type. A body that does not fit the schema of its content type is refused with 400
   * before the endpoint is invoked. Adds one model for each, and a validator that checks bodies and parameters.
   *
   * @default none: bodies are not checked
   * @example
   * requestModels: { 'application/json': { type: JsonSchemaType.OBJECT, required: ['instances'] } }
   */
  readonly requestModels?: { [contentType: string]: apigateway.JsonSchema };

  /**
   * What becomes of the endpoint's answers, by their status. Replaces the default list whole, and excludes
   * `responseMappingTemplate`.
   *
   * @default 200 for every status that no other entry takes (with `responseMappingTemplate`), 500 for `5\d{2}`, 400 for `4\d{2}`
   * @example
   * integrationResponses: [
   *   { statusCode: '200', responseTemplates: { 'application/json': "$input.json('$.predictions')" } },
   *   { statusCode: '503', selectionPattern: '[45]\\d{2}' },
   * ]
   */
  readonly integrationResponses?: apigateway.IntegrationResponse[];

  /**
   * The statuses, headers and models that the method may answer with. A status or a header that the integration responses
   * need and that is not here is added.
   *
   * @default 200, 500 and 400
   * @example
   * methodResponses: [{ statusCode: '200' }, { statusCode: '503' }]
   */
  readonly methodResponses?: apigateway.MethodResponse[];

  /**
   * Steady rate (requests per second) and burst (requests) of this method, for all callers together. Over it, a request
   * is answered 429.
   *
   * @default the stage's own
   * @example
   * throttle: { rateLimit: 100, burstLimit: 20 }
   */
  readonly throttle?: apigateway.ThrottleSettings;

  /**
   * Keeps answers, so that an equal request does not invoke the endpoint again. For GET and HEAD only: a body is no part
   * of the key.
   *
   * @default no cache
   * @example
   * cache: { ttl: Duration.minutes(10) }
   */
  readonly cache?: SageMakerMethodCacheOptions;

  /**
   * Whether callers must send an API key of the usage plan in the header `x-api-key`. Adds one key to the plan, which
   * therefore must not be switched off by `createUsagePlan: false`.
   *
   * @default apiGatewayProps.defaultMethodOptions.apiKeyRequired, else false
   * @example
   * apiKeyRequired: true
   */
  readonly apiKeyRequired?: boolean;
}

/**
 * A further method of the same API, for `addMethod`.
 */
export interface SageMakerMethodProps extends SageMakerMethodOptions {
  /**
   * VTL template that turns a request of content type `application/json`, or without one, into the body that the
   * endpoint is sent. Checked at synthesis.
   *
   * @example
   * requestMappingTemplate: '$input.body'
   */
  readonly requestMappingTemplate: string;

  /**
   * Name of the endpoint that this method invokes. When it is another one than the construct's, the construct's own role
   * is allowed to invoke it too; nothing is added to a role given as `apiGatewayExecutionRole`.
   *
   * @default the construct's endpoint
   * @example
   * endpointName: 'my-second-endpoint'
   */
  readonly endpointName?: string;

  /**
   * One path part between the root and `resourcePath`.
   *
   * @default the construct's when `resourcePath` is left out too, else none
   * @example
   * resourceName: 'batch'
   */
  readonly resourceName?: string;

  /**
   * One path part: a fixed one, a variable such as `{user_id}`, or `{proxy+}`. It may exist already.
   *
   * @default the construct's
   * @example
   * resourcePath: 'batch'
   */
  readonly resourcePath?: string;

  /**
   * VTL templates for content types other than `application/json`. Checked at synthesis.
   *
   * @default none: a request of another content type is answered 415
   * @example
   * additionalRequestTemplates: { 'text/csv': '$input.body' }
   */
  readonly additionalRequestTemplates?: { [contentType: string]: string };

  /**
   * VTL template for the endpoint's successful answers. Checked at synthesis.
   *
   * @default none: the answer passes unchanged
   * @example
   * responseMappingTemplate: "$input.json('$.predictions')"
   */
  readonly responseMappingTemplate?: string;
}

/**
 * Properties of `ApiGatewayToSageMakerEndpoint`. Those that it inherits are opt-in, and not part of AWS Solutions
 * Constructs.
 */
export interface ApiGatewayToSageMakerEndpointProps extends SageMakerMethodOptions {
  /**
   * Name of an existing SageMaker endpoint. May be a token, such as the value of a `CfnParameter`.
   *
   * @example
   * endpointName: 'my-endpoint'
   */
  readonly endpointName: string;

  /**
   * One path part under the root, or under `resourceName`: a variable such as `{user_id}`, which the template reads by
   * `$input.params('user_id')`, a fixed part, or `{proxy+}`.
   *
   * @example
   * resourcePath: '{user_id}'
   */
  readonly resourcePath: string;

  /**
   * VTL template that turns a request of content type `application/json`, or without one, into the body that the
   * endpoint is sent. Checked at synthesis.
   *
   * @example
   * requestMappingTemplate: '#set($u = $input.params("user_id")){"instances": [{"in0": [#if($u.matches("[1-9][0-9]{0,8}"))$u#{else}null#end]}]}'
   */
  readonly requestMappingTemplate: string;

  /**
   * One more path part between the root and `resourcePath`.
   *
   * @default none
   * @example
   * resourceName: 'recommendations'
   */
  readonly resourceName?: string;

  /**
   * VTL template for the endpoint's successful answers. An empty one answers with an empty body. Checked at synthesis.
   *
   * @default none: the answer passes unchanged
   * @example
   * responseMappingTemplate: "$input.json('$.predictions')"
   */
  readonly responseMappingTemplate?: string;

  /**
   * VTL templates for content types other than `application/json`. Checked at synthesis.
   *
   * @default none: a request of another content type is answered 415
   * @example
   * additionalRequestTemplates: { 'text/csv': '$input.body' }
   */
  readonly additionalRequestTemplates?: { [contentType: string]: string };

  /**
   * Whether a usage plan is attached to the API and its stage. Must be given as `true` when
   * `apiGatewayProps.defaultMethodOptions.apiKeyRequired` is.
   *
   * @default true
   * @example
   * createUsagePlan: false
   */
  readonly createUsagePlan?: boolean;

  /**
   * Role that API Gateway assumes to invoke the endpoint. It is used as it is: no policy is created, and nothing is
   * added to it.
   *
   * @default a role that may invoke the endpoint, and nothing else
   * @example
   * apiGatewayExecutionRole: new iam.Role(this, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') })
   */
  readonly apiGatewayExecutionRole?: iam.Role;

  /**
   * Properties of the API, merged over the defaults: objects member by member, arrays and class instances whole.
   * `endpointTypes` is refused, use `endpointConfiguration`; `deploy: false` is refused by the CDK. `cloudWatchRole: false`
   * leaves out the role and account setting for execution logs.
   *
   * @default edge optimised, AWS_IAM authorization, access log in JSON, execution log at INFO without bodies, X-Ray tracing
   * @example
   * apiGatewayProps: { restApiName: 'tv', deployOptions: { stageName: 'v1' } }
   */
  readonly apiGatewayProps?: apigateway.RestApiProps;

  /**
   * Properties of the access log group, merged over the default.
   *
   * @default { retention: RetentionDays.INFINITE }
   * @example
   * logGroupProps: { retention: logs.RetentionDays.ONE_MONTH }
   */
  readonly logGroupProps?: logs.LogGroupProps;

  /**
   * Lets pages of another origin call every method of the construct: preflight answers, the CORS headers on the methods' own
   * responses, and on the errors that API Gateway answers itself. One origin or `*`; several need templates of your own.
   * Not part of AWS Solutions Constructs.
   *
   * @default no CORS headers
   * @example
   * cors: { allowOrigins: ['https://app.example.com'] }
   */
  readonly cors?: apigateway.CorsOptions;
}
