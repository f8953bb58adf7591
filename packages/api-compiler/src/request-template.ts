import type { Integration, Method } from '@portico/api-model';
import { GatewayFault } from '@portico/api-model';
import type { MappingTemplate } from '@portico/mapping';
import { Payload } from '@portico/values';
import type { Report } from './diagnostics.ts';
import { configurationFault, transformFault } from './faults.ts';
import { mediaType } from './media-type.ts';
import type { RequestScope } from './scopes.ts';
import { compileTemplates } from './templates.ts';

/** The integration payload; throws GatewayFault UNSUPPORTED_MEDIA_TYPE, or a 500 when the template or a conversion fails. */
export type MapBody = (scope: RequestScope, contentType: string | undefined) => Payload;

/**
 * Template choice by the media type of the request, passthrough behaviour, content handling
 * (spec: data plane, sections 9.2 and 9.3).
 */
export function compileRequestBody(
  integration: Integration,
  method: Method,
  isBinary: (mediaType: string) => boolean,
  report: Report,
): MapBody {
  const templates = compileTemplates(integration.requestTemplates, report, 'requestTemplates');
  const fallback = templates.get('$default');
  const passes =
    integration.passthroughBehavior === 'WHEN_NO_MATCH' ||
    (integration.passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  if (!passes && templates.size === 0) {
    report.warning(
      'nothing-passes',
      `Every ${method.httpMethod} request answers 415: no request template, and passthroughBehavior is ${integration.passthroughBehavior}`,
      'Add a template for application/json, or set passthroughBehavior to WHEN_NO_MATCH.',
    );
  }
  return (scope, contentType) => {
    const type = contentType === undefined ? 'application/json' : mediaType(contentType);
    const template = templates.get(type) ?? fallback;
    if (template === undefined && !passes) throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE');
    const payload = convert(scope.body, isBinary(type), integration.contentHandling);
    return template === undefined ? payload : renderRequest(template, scope, payload);
  };
}

function renderRequest(template: MappingTemplate, scope: RequestScope, payload: Payload): Payload {
  if (!payload.isText()) throw transformFault('request', new Error('a template cannot read bytes that are not UTF-8'));
  try {
    return Payload.fromText(template.render(payload === scope.body ? scope : scope.withBody(payload)));
  } catch (thrown) {
    throw transformFault('request', thrown);
  }
}

function convert(body: Payload, binary: boolean, contentHandling: Integration['contentHandling']): Payload {
  if (binary) return contentHandling === 'CONVERT_TO_TEXT' ? Payload.fromText(body.base64()) : body;
  if (contentHandling !== 'CONVERT_TO_BINARY') return body.asText();
  const bytes = body.decodeBase64();
  if (bytes === undefined) throw configurationFault('Unable to base64 decode the body.');
  return bytes;
}
