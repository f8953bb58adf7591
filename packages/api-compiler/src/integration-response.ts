import type { Integration, IntegrationResponse, Method } from '@portico/api-model';
import type { MappingTemplate } from '@portico/mapping';
import { Payload } from '@portico/values';
import { convertResponse } from './content-handling.ts';
import type { Report } from './diagnostics.ts';
import { mapEvents } from './event-stream.ts';
import type { HeaderEntry, IntegrationAnswer, Reply } from './facts.ts';
import { lastHeader } from './facts.ts';
import { configurationFault, transformFault } from './faults.ts';
import { isLambdaIntegration, lambdaError } from './lambda-error.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { EVENT_STREAM, JSON_TYPE, mediaType } from './media-type.ts';
import { compileResponseHeaders, JSON_CONTENT } from './response-headers.ts';
import type { RequestScope } from './scopes.ts';
import { ResponseScope } from './scopes.ts';
import { compileSelection } from './selection-pattern.ts';
import { compileTemplates } from './templates.ts';

/** Throws GatewayFault: no match, a missing method response, a template or conversion that fails. */
export type MapResponse = (scope: RequestScope, answer: IntegrationAnswer) => Reply;

/** Selection, content handling, parameter mapping, template, overrides, header remaps (spec: data plane, sections 12 and 13). */
export function compileIntegrationResponses(
  integration: Integration,
  method: Method,
  binary: BinaryMediaTypes,
  report: Report,
): MapResponse {
  const statuses = new Set(method.methodResponses.map(({ statusCode }) => statusCode));
  const compiled = integration.integrationResponses.map((response) =>
    compileResponse(response, statuses, binary, report.at(`integrationResponses[${response.statusCode}]`)),
  );
  const select = compileSelection(integration.integrationResponses, compiled, report);
  if (integration.integrationResponses.length === 0) {
    report.add(
      'no-integration-response',
      'Every request answers 500: the method has no integration response',
      'Add a default integration response.',
    );
  }
  const isLambda = isLambdaIntegration(integration);
  return (scope, answer) => {
    const selected = select(isLambda ? lambdaError(answer) : answer.status);
    if (selected === undefined) {
      throw configurationFault(
        `No match for output mapping and no default output mapping configured. Endpoint Response Status Code: ${answer.status ?? ''}`,
      );
    }
    return selected(scope, answer);
  };
}

function compileResponse(
  response: IntegrationResponse,
  methodStatuses: ReadonlySet<string>,
  binary: BinaryMediaTypes,
  report: Report,
): MapResponse {
  const { statusCode, contentHandling } = response;
  const mapHeaders = compileResponseHeaders(response, report);
  const templates = compileTemplates(response.responseTemplates, report, 'responseTemplates');
  const chooseTemplate = compileTemplateChoice(response, templates);
  const eventTemplate = response.responseTemplates[EVENT_STREAM] ? templates.get(EVENT_STREAM) : undefined;
  if (!methodStatuses.has(statusCode)) {
    report.add(
      'missing-method-response',
      `Output mapping refers to an invalid method response: ${statusCode}`,
      `Declare the response ${statusCode} on the method; until then the request answers 500.`,
    );
    return () => {
      throw configurationFault(`Output mapping refers to an invalid method response: ${statusCode}`);
    };
  }
  const status = Number(statusCode);

  /** Portico's own (docs/streaming.md): the template for `text/event-stream` maps the data of each event. */
  function mapStream(request: RequestScope, answer: IntegrationAnswer, stream: AsyncIterable<Uint8Array>): Reply {
    const scopeOf = (body: Payload): ResponseScope => new ResponseScope(request, body, answer);
    const mapped = mapHeaders.map(scopeOf(Payload.EMPTY));
    const { status: overriddenStatus, headers } = mapHeaders.finish(mapped, request.contextIfRead);
    const events =
      eventTemplate === undefined
        ? stream
        : mapEvents(stream, (data) => {
            const payload = Payload.fromText(data);
            return renderResponse(eventTemplate, scopeOf(payload), payload).text();
          });
    return {
      status: overriddenStatus ?? status,
      headers: headers.map((header) => (header === JSON_CONTENT ? EVENT_STREAM_CONTENT : header)),
      body: Payload.EMPTY,
      stream: events,
    };
  }

  return (request, answer) => {
    if (answer.stream !== undefined) return mapStream(request, answer, answer.stream);
    const accept = firstAccept(request);
    const payload = convertResponse(answer, accept, contentHandling, binary);
    const scope = new ResponseScope(request, payload, answer);
    const mapped = mapHeaders.map(scope);
    const template = chooseTemplate(accept);
    const body = template === undefined ? payload : renderResponse(template, scope, payload);
    const { status: overriddenStatus, headers } = mapHeaders.finish(mapped, request.contextIfRead);
    return { status: overriddenStatus ?? status, headers, body };
  };
}

/**
 * By the media type of the client's Accept (first type only); where that has no template, the one for application/json, else the
 * first. A null or empty template passes the body through.
 */
function compileTemplateChoice(
  response: IntegrationResponse,
  compiled: ReadonlyMap<string, MappingTemplate>,
): (accept: string) => MappingTemplate | undefined {
  const templates = new Map<string, MappingTemplate | undefined>();
  for (const [type, source] of Object.entries(response.responseTemplates)) {
    const key = mediaType(type);
    templates.set(key, source ? compiled.get(key) : undefined);
  }
  const [first] = templates.values();
  const fallback = templates.has(JSON_TYPE) ? templates.get(JSON_TYPE) : first;
  if (templates.size <= 1) return () => fallback;
  return (accept) => (templates.has(accept) ? templates.get(accept) : fallback);
}

const EVENT_STREAM_CONTENT: HeaderEntry = ['Content-Type', EVENT_STREAM];

function firstAccept(request: RequestScope): string {
  const accept = lastHeader(request.received.headers, 'accept');
  return accept === undefined ? JSON_TYPE : mediaType(accept);
}

function renderResponse(template: MappingTemplate, scope: ResponseScope, payload: Payload): Payload {
  if (!payload.isText()) throw transformFault('response', new Error('a template cannot read bytes that are not UTF-8'));
  try {
    return template.renderPayload(scope);
  } catch (thrown) {
    throw transformFault('response', thrown);
  }
}
