import type { Integration, IntegrationResponse, Method } from '@portico/api-model';
import type { MappingExpression, MappingTemplate } from '@portico/mapping';
import { compileMappingExpression, responseOverrides } from '@portico/mapping';
import { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import type { HeaderEntry, IntegrationAnswer, Reply } from './facts.ts';
import { lastHeader } from './facts.ts';
import { configurationFault, transformFault } from './faults.ts';
import { headerValue, responseHeaderName } from './header-rules.ts';
import { mediaType } from './media-type.ts';
import type { RequestScope } from './scopes.ts';
import { ResponseScope } from './scopes.ts';
import { compileSelection } from './selection-pattern.ts';
import { compileTemplates } from './templates.ts';

/** Throws GatewayFault: no match, a missing method response, a template or conversion that fails. */
export type MapResponse = (scope: RequestScope, answer: IntegrationAnswer) => Reply;

/** Selection, parameter mapping, content handling, template, overrides, header remaps (spec: data plane, sections 12 and 13). */
export function compileIntegrationResponses(
  integration: Integration,
  method: Method,
  isBinary: (mediaType: string) => boolean,
  report: Report,
): MapResponse {
  const statuses = new Set(method.methodResponses.map(({ statusCode }) => statusCode));
  const compiled = integration.integrationResponses.map((response) =>
    compileResponse(response, statuses, isBinary, report.at(`integrationResponses[${response.statusCode}]`)),
  );
  const select = compileSelection(integration.integrationResponses, compiled, report);
  if (integration.integrationResponses.length === 0) {
    report.warning(
      'no-integration-response',
      'Every request answers 500: the method has no integration response',
      'Add a default integration response.',
    );
  }
  return (scope, answer) => {
    const selected = select(answer.status);
    if (selected === undefined) {
      throw configurationFault(
        `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${answer.status}`,
      );
    }
    return selected(scope, answer);
  };
}

function compileResponse(
  response: IntegrationResponse,
  methodStatuses: ReadonlySet<string>,
  isBinary: (mediaType: string) => boolean,
  report: Report,
): MapResponse {
  const { statusCode, contentHandling } = response;
  if (!methodStatuses.has(statusCode)) {
    report.warning(
      'missing-method-response',
      `Output mapping refers to an invalid method response: ${statusCode}`,
      `Declare the response ${statusCode} on the method; until then the request answers 500.`,
    );
    return () => {
      throw configurationFault(`Output mapping refers to an invalid method response: ${statusCode}`);
    };
  }
  const status = Number(statusCode);
  const parameters = compileHeaders(response, report);
  const chooseTemplate = compileTemplateChoice(response, report);
  return (request, answer) => {
    const accept = firstAccept(request);
    const payload = convert(answer, contentHandling, isBinary, accept);
    const scope = new ResponseScope(request, payload, answer.headers);
    const headers = new Map<string, HeaderEntry>();
    for (const { name, expression } of parameters) {
      const value = evaluate(expression, scope);
      if (value !== undefined) headers.set(name.toLowerCase(), [name, value]);
    }
    const template = chooseTemplate(accept);
    const body = template === undefined ? payload : renderResponse(template, scope, payload);
    return finish(status, headers, body, request);
  };
}

interface ResponseHeader {
  readonly name: string;
  readonly expression: MappingExpression;
}

const RESPONSE_HEADER = 'method.response.header.';

function compileHeaders(response: IntegrationResponse, report: Report): readonly ResponseHeader[] {
  const headers: ResponseHeader[] = [];
  for (const [key, text] of Object.entries(response.responseParameters)) {
    if (!key.startsWith(RESPONSE_HEADER)) {
      report.error(
        'invalid-mapping-expression',
        `Invalid mapping expression specified: ${key}`,
        'Write method.response.header.{name}.',
      );
      continue;
    }
    const expression = compileMappingExpression(text);
    for (const { message } of expression.diagnostics) {
      report.error('invalid-mapping-expression', message, `Correct the expression ${text} of ${key}.`);
    }
    headers.push({ name: key.slice(RESPONSE_HEADER.length), expression });
  }
  return headers;
}

/**
 * By the media type of the client's Accept (first type only); where that has no template, the one for application/json, else the
 * first. A null or empty template passes the body through.
 */
function compileTemplateChoice(
  response: IntegrationResponse,
  report: Report,
): (accept: string) => MappingTemplate | undefined {
  const filled = Object.fromEntries(Object.entries(response.responseTemplates).filter(([, source]) => source));
  const templates = compileTemplates(filled, report, 'responseTemplates');
  const passing = new Set(
    Object.entries(response.responseTemplates).flatMap(([type, source]) => (source ? [] : [mediaType(type)])),
  );
  if (templates.size === 0) return () => undefined;
  const fallback = templates.get('application/json') ?? [...templates.values()][0];
  return (accept) => templates.get(accept) ?? (passing.has(accept) ? undefined : fallback);
}

function firstAccept(request: RequestScope): string {
  const accept = lastHeader(request.received.headers, 'accept');
  return accept === undefined ? 'application/json' : mediaType(accept);
}

function evaluate(expression: MappingExpression, scope: ResponseScope): string | undefined {
  let value: string | readonly string[] | undefined;
  try {
    value = expression.evaluate(scope);
  } catch (thrown) {
    throw transformFault('response', thrown);
  }
  return typeof value === 'object' ? value.join(',') : value;
}

function renderResponse(template: MappingTemplate, scope: ResponseScope, payload: Payload): Payload {
  if (!payload.isText()) throw transformFault('response', new Error('a template cannot read bytes that are not UTF-8'));
  try {
    return Payload.fromText(template.render(scope));
  } catch (thrown) {
    throw transformFault('response', thrown);
  }
}

/** The table of section 12: what the payload and the client's Accept are decides, `binaryMediaTypes` says what is binary. */
function convert(
  answer: IntegrationAnswer,
  contentHandling: IntegrationResponse['contentHandling'],
  isBinary: (mediaType: string) => boolean,
  accept: string,
): Payload {
  const payloadIsBinary = isBinary(mediaType(lastHeader(answer.headers, 'content-type') ?? 'application/json'));
  const acceptIsBinary = isBinary(accept);
  if (payloadIsBinary) {
    const asBytes = contentHandling === 'CONVERT_TO_BINARY' || (contentHandling === undefined && acceptIsBinary);
    return asBytes ? answer.body : Payload.fromText(answer.body.base64());
  }
  const asText = contentHandling === 'CONVERT_TO_TEXT' || (contentHandling === undefined && !acceptIsBinary);
  if (asText) return answer.body.asText();
  const bytes = answer.body.decodeBase64();
  if (bytes === undefined) throw configurationFault('Unable to base64 decode the body.');
  return bytes;
}

function finish(status: number, headers: Map<string, HeaderEntry>, body: Payload, request: RequestScope): Reply {
  const context = request.contextIfRead;
  const overrides = context === undefined ? undefined : responseOverrides(context);
  if (overrides !== undefined) {
    for (const [name, value] of overrides.header) headers.set(name.toLowerCase(), [name, value]);
  }
  const sent: HeaderEntry[] = headers.has('content-type') ? [] : [JSON_CONTENT];
  for (const [name, value] of headers.values()) {
    const sentName = responseHeaderName(name);
    if (sentName !== undefined) sent.push([sentName, headerValue(name, value)]);
  }
  return { status: overrides?.status ?? status, headers: sent, body };
}

const JSON_CONTENT: HeaderEntry = ['Content-Type', 'application/json'];
