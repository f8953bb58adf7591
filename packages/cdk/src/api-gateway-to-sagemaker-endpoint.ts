import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { createAccessLogGroup } from './access-log-group.ts';
import { checkMethodProps, checkProps } from './check-props.ts';
import { addCorsToGatewayResponses } from './cors.ts';
import { addEndpointMethod } from './endpoint-method.ts';
import { createInvocationRole, type InvocationRole, invokeEndpoint } from './invocation-role.ts';
import type { ApiGatewayToSageMakerEndpointProps, SageMakerMethodProps } from './props.ts';
import { createLoggingRole, createRestApi, createUsagePlan } from './rest-api.ts';
import { setMethodSettings } from './stage-method-settings.ts';

/**
 * A REST API in Amazon API Gateway whose methods invoke an Amazon SageMaker endpoint, translating requests and answers by
 * VTL mapping templates, without code in between.
 *
 * @example
 * new ApiGatewayToSageMakerEndpoint(this, 'Api', {
 *   endpointName: 'my-endpoint',
 *   resourcePath: '{user_id}',
 *   requestMappingTemplate: '#set($u = $input.params("user_id")){"instances": [{"in0": [#if($u.matches("[1-9][0-9]{0,8}"))$u#{else}null#end]}]}',
 * });
 */
export class ApiGatewayToSageMakerEndpoint extends Construct {
  /** The API. */
  public readonly apiGateway: apigateway.RestApi;
  /** The role that API Gateway assumes to invoke the endpoint: `apiGatewayExecutionRole`, or the created one. */
  public readonly apiGatewayRole: iam.Role;
  /** The role that API Gateway writes execution logs with; undefined when `apiGatewayProps.cloudWatchRole` is `false`. */
  public readonly apiGatewayCloudWatchRole?: iam.Role;
  /** The log group of the access log. */
  public readonly apiGatewayLogGroup: logs.LogGroup;
  /** The usage plan; undefined when `createUsagePlan` is `false`. Not part of AWS Solutions Constructs. */
  public readonly apiGatewayUsagePlan?: apigateway.UsagePlan;

  readonly #props: ApiGatewayToSageMakerEndpointProps;
  readonly #invocation: InvocationRole;
  readonly #endpointNames: Set<string>;
  #apiKey: apigateway.IApiKey | undefined;

  /**
   * Creates the API, its deployment and stage, the roles and the first method.
   *
   * Throws when props contradict each other (each prop says how) or a path part has a forbidden character. A template that does
   * not parse fails the synthesis, with line, column and a caret.
   */
  public constructor(scope: Construct, id: string, props: ApiGatewayToSageMakerEndpointProps) {
    super(scope, id);
    checkProps(props);
    this.#props = props;

    this.apiGatewayLogGroup = createAccessLogGroup(this, props.logGroupProps);
    this.apiGateway = createRestApi(this, this.apiGatewayLogGroup, props.apiGatewayProps);
    if (props.apiGatewayProps?.cloudWatchRole !== false) {
      this.apiGatewayCloudWatchRole = createLoggingRole(this, this.apiGateway);
    }
    if (props.createUsagePlan !== false) {
      this.apiGatewayUsagePlan = createUsagePlan(this.apiGateway);
      if (props.apiGatewayProps?.defaultMethodOptions?.apiKeyRequired === true) this.#requireApiKey();
    }
    this.#invocation =
      props.apiGatewayExecutionRole === undefined
        ? createInvocationRole(this, props.endpointName)
        : { role: props.apiGatewayExecutionRole };
    this.apiGatewayRole = this.#invocation.role;
    this.#endpointNames = new Set([props.endpointName]);
    if (props.cors !== undefined) addCorsToGatewayResponses(this.apiGateway, props.cors);

    this.addMethod(props);
  }

  /** The API key that `apiKeyRequired` creates; undefined as long as no method requires one. Not part of AWS Solutions Constructs. */
  public get apiGatewayApiKey(): apigateway.IApiKey | undefined {
    return this.#apiKey;
  }

  /**
   * Adds one more method to the same API, at the same path or another one. Not part of AWS Solutions Constructs.
   *
   * @example
   * api.addMethod({ method: 'POST', resourcePath: 'batch', requestMappingTemplate: '$input.body' });
   */
  public addMethod(props: SageMakerMethodProps): apigateway.Method {
    checkMethodProps(props);
    const { endpointName = this.#props.endpointName } = props;
    this.#allowInvoking(endpointName);
    if (props.apiKeyRequired === true) this.#requireApiKey();
    const requestValidator = this.#validator(props.requestModels !== undefined);
    const resource = this.#resource(props);
    const method = addEndpointMethod(
      {
        restApi: this.apiGateway,
        resource,
        endpointName,
        role: this.apiGatewayRole,
        requestValidator,
        cors: this.#props.cors,
      },
      props,
    );
    setMethodSettings(this.apiGateway.deploymentStage, method, props);
    return method;
  }

  /** The resource of a path part or two, made once. */
  #resource(props: SageMakerMethodProps): apigateway.IResource {
    const { resourceName, resourcePath = this.#props.resourcePath } =
      props.resourcePath === undefined ? { resourceName: this.#props.resourceName, ...props } : props;
    const parts = resourceName === undefined ? [resourcePath] : [resourceName, resourcePath];
    let resource: apigateway.IResource = this.apiGateway.root;
    for (const part of parts) resource = resource.getResource(part) ?? resource.addResource(part);
    const { cors } = this.#props;
    if (cors !== undefined && resource.node.tryFindChild('OPTIONS') === undefined) resource.addCorsPreflight(cors);
    return resource;
  }

  /** One validator for parameters, and one that looks at bodies too: each made when a method first needs it. */
  #validator(validatesBody: boolean): apigateway.IRequestValidator {
    const id = validatesBody ? 'request-body-validator' : 'request-validator';
    const found = this.apiGateway.node.tryFindChild(id);
    if (found instanceof apigateway.RequestValidator) return found;
    return this.apiGateway.addRequestValidator(id, {
      requestValidatorName: validatesBody ? 'request-body-validator' : 'request-param-validator',
      validateRequestParameters: true,
      ...(validatesBody ? { validateRequestBody: true } : {}),
    });
  }

  #allowInvoking(endpointName: string): void {
    if (this.#endpointNames.has(endpointName)) return;
    this.#endpointNames.add(endpointName);
    this.#invocation.policy?.addStatements(invokeEndpoint(endpointName));
  }

  #requireApiKey(): void {
    if (this.apiGatewayUsagePlan === undefined) {
      throw new Error('apiKeyRequired needs the usage plan: createUsagePlan must not be false');
    }
    if (this.#apiKey !== undefined) return;
    this.#apiKey = this.apiGateway.addApiKey('ApiKey');
    this.apiGatewayUsagePlan.addApiKey(this.#apiKey);
  }
}
