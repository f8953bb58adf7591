import type { GatewayResponse, GatewayResponseType, RestApi } from '@portico/api-model';
import { GATEWAY_RESPONSE_TYPES, type GatewayFault } from '@portico/api-model';
import type { GatewayResponseTemplate, MappingExpression } from '@portico/mapping';
import { compileGatewayResponseTemplate, compileMappingExpression } from '@portico/mapping';
import { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry, Reply } from './facts.ts';
import { lastHeader } from './facts.ts';
import { headerValue } from './header-rules.ts';
import { mediaType } from './media-type.ts';
import type { RequestScope } from './scopes.ts';

/** What a failure looks like to the caller. */
export type RenderGatewayResponse = (fault: GatewayFault, scope: RequestScope) => Reply;

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
export function builtIn(fault: GatewayFault): Reply {
  return {
    status: fault.status,
    headers: [...JSON_HEADERS, errorType(fault)],
    body: Payload.fromText(builtInBody(fault)),
  };
}

interface CompiledGatewayResponse {
  readonly status: number | undefined;
  readonly headers: readonly { readonly name: string; readonly expression: MappingExpression }[];
  readonly templates: ReadonlyMap<string, GatewayResponseTemplate>;
}

const HEADER = 'gatewayresponse.header.';

function compileCustom(response: GatewayResponse, report: Report): CompiledGatewayResponse {
  const headers: { name: string; expression: MappingExpression }[] = [];
  for (const [key, text] of Object.entries(response.responseParameters)) {
    if (!key.startsWith(HEADER)) continue;
    const expression = compileMappingExpression(text);
    for (const { message } of expression.diagnostics) {
      report.error('invalid-mapping-expression', message, `Correct the expression ${text} of ${key}.`);
    }
    headers.push({ name: key.slice(HEADER.length), expression });
  }
  const templates = new Map(
    Object.entries(response.responseTemplates).map(([type, source]) => [
      mediaType(type),
      compileGatewayResponseTemplate(source),
    ]),
  );
  return { status: response.statusCode === undefined ? undefined : Number(response.statusCode), headers, templates };
}

function renderCustom(chosen: CompiledGatewayResponse, fault: GatewayFault, scope: RequestScope): Reply {
  const accept = lastHeader(scope.received.headers, 'accept');
  const type = accept === undefined ? 'application/json' : mediaType(accept);
  const [contentType, template] = pickTemplate(chosen.templates, type);
  const body =
    template === undefined
      ? builtInBody(fault)
      : template.render(
          {
            message: fault.clientMessage,
            messageString: JSON.stringify(fault.clientMessage),
            responseType: fault.responseType,
            validationErrorString: fault.validationError,
          },
          scope,
        );
  const headers: HeaderEntry[] = [errorType(fault)];
  let contentTypeIsMapped = false;
  for (const { name, expression } of chosen.headers) {
    const value = expression.evaluate(scope);
    if (value === undefined) continue;
    if (name.toLowerCase() === 'content-type') contentTypeIsMapped = true;
    headers.push([name, headerValue(name, typeof value === 'string' ? value : value.join(','))]);
  }
  if (!contentTypeIsMapped) headers.unshift(['Content-Type', contentType]);
  return { status: chosen.status ?? fault.status, headers, body: Payload.fromText(body) };
}

function pickTemplate(
  templates: ReadonlyMap<string, GatewayResponseTemplate>,
  accept: string,
): readonly [contentType: string, template: GatewayResponseTemplate | undefined] {
  const exact = templates.get(accept);
  if (exact !== undefined) return [accept, exact];
  const json = templates.get('application/json');
  if (json !== undefined || templates.size === 0) return ['application/json', json];
  const [first] = templates;
  return first ?? ['application/json', undefined];
}

/** `Message` for ACCESS_DENIED; a space after the colon for errors raised from validation on. */
function builtInBody(fault: GatewayFault): string {
  const key = fault.responseType === 'ACCESS_DENIED' ? 'Message' : 'message';
  const space = GATEWAY_RESPONSE_TYPES[fault.responseType].spaced ? ' ' : '';
  return `{"${key}":${space}${JSON.stringify(fault.clientMessage)}}`;
}

const JSON_HEADERS: readonly HeaderEntry[] = [['Content-Type', 'application/json']];

function errorType(fault: GatewayFault): HeaderEntry {
  return ['x-amzn-ErrorType', fault.errorType];
}
