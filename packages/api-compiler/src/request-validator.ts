import type { Method, RestApi } from '@portico/api-model';
import { GatewayFault } from '@portico/api-model';
import type { RequestParameters } from '@portico/mapping';
import type { BodyModels, BodyValidator } from './body-models.ts';
import type { Report } from './diagnostics.ts';
import { lastHeader } from './facts.ts';
import { mediaType } from './media-type.ts';
import type { RequestScope } from './scopes.ts';

/** Throws GatewayFault BAD_REQUEST_PARAMETERS or BAD_REQUEST_BODY. */
export type Validate = (scope: RequestScope) => void;

/**
 * The request validator of a method: required parameters, then the body against the model of its media type.
 * `undefined` when there is nothing to check, so that the pipeline leaves the stage out (spec: data plane, section 4).
 */
export function compileRequestValidator(
  api: RestApi,
  method: Method,
  models: BodyModels,
  report: Report,
): Validate | undefined {
  if (method.requestValidatorId === undefined) return undefined;
  const validator = api.requestValidators.find(({ id }) => id === method.requestValidatorId);
  if (validator === undefined) {
    report.add(
      'unknown-request-validator',
      'Invalid Request Validator identifier specified',
      'Name a validator that the API defines.',
    );
    return undefined;
  }
  const checkParameters = validator.validateRequestParameters ? compileParameters(method) : undefined;
  const checkBody = validator.validateRequestBody ? compileBody(method, models, report) : undefined;
  if (checkParameters === undefined) return checkBody;
  if (checkBody === undefined) return checkParameters;
  return (scope) => {
    checkParameters(scope);
    checkBody(scope);
  };
}

interface Required {
  readonly name: string;
  readonly present: (params: RequestParameters) => boolean;
}

function compileParameters(method: Method): Validate | undefined {
  const required = Object.keys(method.requestParameters)
    .filter((key) => method.requestParameters[key] === true)
    .sort()
    .map(requiredParameter);
  if (required.length === 0) return undefined;
  return ({ params }) => {
    let missing: string[] | undefined;
    for (const parameter of required) {
      if (!parameter.present(params)) {
        missing ??= [];
        missing.push(parameter.name);
      }
    }
    if (missing === undefined) return;
    throw new GatewayFault('BAD_REQUEST_PARAMETERS', {
      message: `Missing required request parameters: [${missing.join(', ')}]`,
    });
  };
}

/** `method.request.querystring.items`: a blank value counts as missing. */
function requiredParameter(key: string): Required {
  const [, , location = '', ...rest] = key.split('.');
  const name = rest.join('.');
  switch (location) {
    case 'path':
      return { name, present: (params) => isFilled(params.path.get(name)) };
    case 'header':
    case 'multivalueheader':
      return { name, present: (params) => isFilled(params.header.get(name)?.at(-1)) };
    default:
      return { name, present: (params) => isFilled(params.querystring.get(name)?.at(-1)) };
  }
}

function isFilled(value: string | undefined): boolean {
  return value !== undefined && (isVisible(value.charCodeAt(0)) || value.trim() !== '');
}

function isVisible(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

function compileBody(method: Method, models: BodyModels, report: Report): Validate | undefined {
  const byType = new Map<string, BodyValidator>();
  for (const [type, modelName] of Object.entries(method.requestModels)) {
    const validator = models.validator(modelName, report);
    if (validator !== undefined) byType.set(type === '$default' ? type : mediaType(type), validator);
  }
  if (byType.size === 0) return undefined;
  return ({ received }) => {
    const contentType = lastHeader(received.headers, 'content-type');
    const type = contentType === undefined ? 'application/json' : mediaType(contentType);
    const validator = byType.get(type) ?? byType.get('$default');
    if (validator === undefined) return;
    const failure = validator(received.body);
    if (failure === undefined) return;
    throw new GatewayFault('BAD_REQUEST_BODY', {
      validationError: failure,
      reason: `Request body does not match model schema for content type ${type}: ${failure}`,
    });
  };
}
