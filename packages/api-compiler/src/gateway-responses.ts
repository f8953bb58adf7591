import type { GatewayResponse, GatewayResponseType, RestApi } from '@portico/api-model';
import { GATEWAY_RESPONSE_TYPES, type GatewayFault } from '@portico/api-model';
import type { GatewayResponseTemplate, MappingExpression } from '@portico/mapping';
import { compileGatewayResponseTemplate } from '@portico/mapping';
import { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry, Reply } from './facts.ts';
import { lastHeader } from './facts.ts';
import { headerText, isHeaderName, responseHeaderName } from './header-rules.ts';
import { JSON_TYPE, mediaType } from './media-type.ts';
import { compileMapping, invalidMappingKey, joined } from './parameter-mapping.ts';
import type { RequestScope } from './scopes.ts';

/** What a failure looks like to the caller. Never throws. */
export type RenderGatewayResponse = (fault: GatewayFault, scope: RequestScope) => GatewayResponseReply;

export interface GatewayResponseReply extends Reply {
  /** The author's own gateway response made it, not the built-in one. */
  readonly isCustomised: boolean;
}

/**
 * Lookup: the type's own entry, which then stands alone; else DEFAULT_4XX or DEFAULT_5XX by the class of the default status;
 * else the built-in (spec: data plane, section 14).
 */
export function compileGatewayResponses(api: RestApi, report: Report): RenderGatewayResponse {
  const custom = new Map<GatewayResponseType, CompiledGatewayResponse>();
  for (const response of api.gatewayResponses) {
    custom.set(response.responseType, compileCustom(response, report.at(`gatewayResponses[${response.responseType}]`)));
  }
  return (fault, scope) => {
    const chosen = custom.get(fault.responseType) ?? custom.get(fault.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
    return chosen === undefined || fault.responseType === 'REQUEST_TOO_LARGE'
      ? builtIn(fault)
      : renderCustom(chosen, fault, scope);
  };
}

/** The answer where no API is known either: the built-in gateway response. */
export function builtIn(fault: GatewayFault): GatewayResponseReply {
  return {
    status: fault.status,
    headers: [
      ['Content-Type', JSON_TYPE],
      [ERROR_TYPE, fault.errorType],
    ],
    body: Payload.fromText(builtInBody(fault)),
    isCustomised: false,
  };
}

interface CompiledGatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly ResponseHeader[];
  readonly templates: ReadonlyMap<string, GatewayResponseTemplate>;
}

interface ResponseHeader {
  /** As sent. */
  readonly name: string;
  readonly expression: MappingExpression;
}

const PARAMETER = /^gatewayresponse\.(header|path|querystring)\.(.+)$/s;

function compileCustom(response: GatewayResponse, report: Report): CompiledGatewayResponse {
  const headers: ResponseHeader[] = [];
  for (const [key, text] of Object.entries(response.responseParameters)) {
    const [, location, name] = PARAMETER.exec(key) ?? [];
    if (name === undefined || (location === 'header' && !isHeaderName(name))) {
      invalidMappingKey(key, 'gatewayresponse.header.{name}', report);
      continue;
    }
    const expression = compileMapping('gatewayresponse', key, text, report);
    // A path or query parameter is accepted and has nowhere to go.
    const sentName = location === 'header' ? responseHeaderName(name) : undefined;
    if (expression !== undefined && sentName !== undefined) headers.push({ name: sentName, expression });
  }
  const templates = new Map(
    Object.entries(response.responseTemplates).map(([type, source]) => [
      mediaType(type),
      compileGatewayResponseTemplate(source),
    ]),
  );
  return { status: response.statusCode === undefined ? undefined : Number(response.statusCode), headers, templates };
}

function renderCustom(chosen: CompiledGatewayResponse, fault: GatewayFault, scope: RequestScope): GatewayResponseReply {
  const accept = lastHeader(scope.received.headers, 'accept');
  const [contentType, template] = pickTemplate(chosen.templates, accept === undefined ? JSON_TYPE : mediaType(accept));
  /** By lower-case name: an author's own header replaces the built-in one. */
  const headers = new Map<string, HeaderEntry>([
    ['content-type', ['Content-Type', contentType]],
    [ERROR_TYPE.toLowerCase(), [ERROR_TYPE, fault.errorType]],
  ]);
  for (const { name, expression } of chosen.headers) {
    const value = expression.evaluate(scope);
    // What a caller sent may hold a line end; the header is left out, as a failure has no further failure to become.
    const text = value === undefined ? undefined : headerText(joined(value));
    if (text !== undefined) headers.set(name.toLowerCase(), [name, text]);
  }
  return {
    status: chosen.status ?? fault.status,
    headers: [...headers.values()],
    body: Payload.fromText(template === undefined ? builtInBody(fault) : renderBody(template, fault, scope)),
    isCustomised: true,
  };
}

function renderBody(template: GatewayResponseTemplate, fault: GatewayFault, scope: RequestScope): string {
  return template.render(
    {
      message: fault.clientMessage,
      messageString: JSON.stringify(fault.clientMessage),
      responseType: fault.responseType,
      validationErrorString: fault.validationError,
    },
    scope,
  );
}

function pickTemplate(
  templates: ReadonlyMap<string, GatewayResponseTemplate>,
  accept: string,
): readonly [contentType: string, template: GatewayResponseTemplate | undefined] {
  const exact = templates.get(accept);
  if (exact !== undefined) return [accept, exact];
  const json = templates.get(JSON_TYPE);
  if (json !== undefined || templates.size === 0) return [JSON_TYPE, json];
  const [first] = templates;
  return first ?? [JSON_TYPE, undefined];
}

/** `Message` for ACCESS_DENIED; a space after the colon for errors raised from validation on. */
function builtInBody(fault: GatewayFault): string {
  const key = fault.responseType === 'ACCESS_DENIED' ? 'Message' : 'message';
  const space = GATEWAY_RESPONSE_TYPES[fault.responseType].spaced ? ' ' : '';
  return `{"${key}":${space}${JSON.stringify(fault.clientMessage)}}`;
}

const ERROR_TYPE = 'x-amzn-ErrorType';
