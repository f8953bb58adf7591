import type { Integration, IntegrationResponse, Method } from '@portico/api-model';
import type { MappingTemplate } from '@portico/mapping';
import { Payload } from '@portico/values';
import { convertResponse } from './content-handling.ts';
import type { Report } from './diagnostics.ts';
import type { IntegrationAnswer, Reply } from './facts.ts';
import { lastHeader } from './facts.ts';
import { configurationFault, transformFault } from './faults.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { JSON_TYPE, mediaType } from './media-type.ts';
import { compileResponseHeaders } from './response-headers.ts';
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
  return (scope, answer) => {
    const selected = select(answer.status);
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
  const chooseTemplate = compileTemplateChoice(response, report);
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
  return (request, answer) => {
    const accept = firstAccept(request);
    const payload = convertResponse(answer, accept, contentHandling, binary);
    const scope = new ResponseScope(request, payload, answer.headers);
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
  report: Report,
): (accept: string) => MappingTemplate | undefined {
  const templates = new Map<string, MappingTemplate | undefined>();
  const compiled = compileTemplates(response.responseTemplates, report, 'responseTemplates');
  for (const [type, source] of Object.entries(response.responseTemplates)) {
    const key = mediaType(type);
    templates.set(key, source ? compiled.get(key) : undefined);
  }
  const [first] = templates.values();
  const fallback = templates.has(JSON_TYPE) ? templates.get(JSON_TYPE) : first;
  if (templates.size <= 1) return () => fallback;
  return (accept) => (templates.has(accept) ? templates.get(accept) : fallback);
}

function firstAccept(request: RequestScope): string {
  const accept = lastHeader(request.received.headers, 'accept');
  return accept === undefined ? JSON_TYPE : mediaType(accept);
}

function renderResponse(template: MappingTemplate, scope: ResponseScope, payload: Payload): Payload {
  if (!payload.isText()) throw transformFault('response', new Error('a template cannot read bytes that are not UTF-8'));
  try {
    return Payload.fromText(template.render(scope));
  } catch (thrown) {
    throw transformFault('response', thrown);
  }
}
