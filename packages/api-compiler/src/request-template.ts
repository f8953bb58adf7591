import type { Integration, Method } from '@portico/api-model';
import { GatewayFault } from '@portico/api-model';
import type { MappingTemplate } from '@portico/mapping';
import type { Payload } from '@portico/values';
import { convertRequest } from './content-handling.ts';
import type { Report } from './diagnostics.ts';
import { transformFault } from './faults.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { JSON_TYPE, mediaType } from './media-type.ts';
import type { RequestScope } from './scopes.ts';
import { compileTemplates } from './templates.ts';

/** The payload for the integration, in two steps, so that what the template says can be told from what passed through. */
export interface RequestBody {
  /** `undefined`: the body passes through. Throws GatewayFault UNSUPPORTED_MEDIA_TYPE. */
  template(contentType: string | undefined): MappingTemplate | undefined;
  /** Throws GatewayFault DEFAULT_5XX or API_CONFIGURATION_ERROR when the template or a conversion fails. */
  map(scope: RequestScope, contentType: string | undefined, template: MappingTemplate | undefined): Payload;
}

/**
 * Template choice by the media type of the request, passthrough behaviour, content handling
 * (spec: data plane, sections 9.2 and 9.3).
 */
export function compileRequestBody(
  integration: Integration,
  method: Method,
  binary: BinaryMediaTypes,
  report: Report,
): RequestBody {
  const templates = compileTemplates(integration.requestTemplates, report, 'requestTemplates');
  const fallback = templates.get('$default');
  const passes =
    integration.passthroughBehavior === 'WHEN_NO_MATCH' ||
    (integration.passthroughBehavior === 'WHEN_NO_TEMPLATES' && templates.size === 0);
  if (!passes && templates.size === 0) {
    report.add(
      'nothing-passes',
      `Every ${method.httpMethod} request answers 415: no request template, and passthroughBehavior is ${integration.passthroughBehavior}`,
      'Add a template for application/json, or set passthroughBehavior to WHEN_NO_MATCH.',
    );
  }
  const { contentHandling } = integration;
  return {
    template(contentType) {
      const template = templates.get(contentType === undefined ? JSON_TYPE : mediaType(contentType)) ?? fallback;
      if (template === undefined && !passes) throw new GatewayFault('UNSUPPORTED_MEDIA_TYPE');
      return template;
    },
    map(scope, contentType, template) {
      const payload = convertRequest(scope.body, contentType, contentHandling, binary);
      return template === undefined ? payload : renderRequest(template, scope, payload);
    },
  };
}

function renderRequest(template: MappingTemplate, scope: RequestScope, payload: Payload): Payload {
  if (!payload.isText()) throw transformFault('request', new Error('a template cannot read bytes that are not UTF-8'));
  try {
    return template.renderPayload(payload === scope.body ? scope : scope.withBody(payload));
  } catch (thrown) {
    throw transformFault('request', thrown);
  }
}
