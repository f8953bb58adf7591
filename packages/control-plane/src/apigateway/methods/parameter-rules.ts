import type { Method, RestApi } from '@portico/api-model';
import {
  declarationsFor,
  invalidContentType,
  isContentTypeKey,
  isMappingSource,
  isMappingTarget,
  MAXIMUM_TEMPLATE_BYTES,
  mappingError,
  PARAMETER_NAME,
} from '@portico/api-model';
import { badRequest } from '../errors.ts';

/** What keys and values of the maps of methods and integrations may be (spec: control plane, sections 4.3 and 4.4). All throw BadRequestException. */

const METHOD_PARAMETER = /^method\.request\.(?:path|querystring|header|multivaluequerystring|multivalueheader)\.(.+)$/;
const RESPONSE_HEADER = /^method\.response\.header\.(.+)$/;

/** `requestParameters` of a method. */
export function checkMethodParameters(parameters: Readonly<Record<string, boolean>>): void {
  const names = new Set<string>();
  for (const key of Object.keys(parameters)) {
    const name = parameterName(key, METHOD_PARAMETER);
    if (names.has(name)) throw badRequest('Parameter names must be unique across querystring, header and path');
    names.add(name);
  }
}

/** `responseParameters` of a method response. */
export function checkResponseHeaders(parameters: Readonly<Record<string, boolean>>): void {
  for (const key of Object.keys(parameters)) parameterName(key, RESPONSE_HEADER);
}

function parameterName(key: string, form: RegExp): string {
  const name = form.exec(key)?.[1] ?? '';
  if (!PARAMETER_NAME.test(name)) throw badRequest(mappingError('expression', key));
  return name;
}

/** `requestModels` or `responseModels`. */
export function checkModels(api: RestApi, models: Readonly<Record<string, string>>): void {
  checkContentTypes(models);
  for (const name of Object.values(models)) {
    if (!api.models.some((model) => model.name === name))
      throw badRequest(`Invalid model identifier specified: ${name}`);
  }
}

export function checkContentTypes(map: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(map)) if (!isContentTypeKey(key)) throw badRequest(invalidContentType(key));
}

/** `requestTemplates` or `responseTemplates`. */
export function checkTemplates(templates: Readonly<Record<string, string | null>>): void {
  checkContentTypes(templates);
  for (const [mediaType, template] of Object.entries(templates)) {
    // TODO(aws-verify): the text
    if (template !== null && Buffer.byteLength(template) > MAXIMUM_TEMPLATE_BYTES) {
      throw badRequest(`Mapping template for '${mediaType}' is larger than 300 KB`);
    }
  }
}

/** `requestParameters` of an integration: they may read what the method declares. */
export function checkRequestMappings(
  mappings: Readonly<Record<string, string>>,
  method: Pick<Method, 'requestParameters'>,
): void {
  for (const [target, source] of Object.entries(mappings)) {
    if (!isMappingTarget('requestParameters', target)) throw badRequest(mappingError('expression', target));
    if (!isMappingSource('requestParameters', source)) throw badRequest(mappingError('expression', source));
    checkDeclared(source, method);
  }
}

/** Throws if an expression reads a method parameter that is not declared. */
export function checkDeclared(expression: string, method: Pick<Method, 'requestParameters'>): void {
  const anyOf = declarationsFor(expression);
  if (anyOf !== undefined && !anyOf.some((parameter) => Object.hasOwn(method.requestParameters, parameter))) {
    throw badRequest(mappingError('parameter', expression));
  }
}

/** `responseParameters` of an integration response: they may set what the method response declares. */
export function checkResponseMappings(
  mappings: Readonly<Record<string, string>>,
  declared: Readonly<Record<string, boolean>>,
): void {
  for (const [target, source] of Object.entries(mappings)) {
    if (!isMappingTarget('responseParameters', target)) throw badRequest(mappingError('expression', target));
    if (!isMappingSource('responseParameters', source)) throw badRequest(mappingError('expression', source));
    if (!Object.hasOwn(declared, target)) throw badRequest(mappingError('parameter', target));
  }
}
