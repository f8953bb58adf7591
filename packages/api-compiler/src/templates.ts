import type { MappingTemplate } from '@portico/mapping';
import { compileMappingTemplate } from '@portico/mapping';
import type { Report } from './diagnostics.ts';
import { mediaType } from './media-type.ts';

/** 300 KB: the service's limit for one mapping template (https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html). */
const MAX_TEMPLATE_BYTES = 300 * 1024;

/**
 * Templates by media type (lower case, without parameters) or `$default`, in the order given. One that does not parse is a warning
 * here: it deploys, and every request that reaches it fails with 500, as in the service.
 */
export function compileTemplates(
  templates: Readonly<Record<string, string | null>>,
  report: Report,
  member: string,
): ReadonlyMap<string, MappingTemplate> {
  const compiled = new Map<string, MappingTemplate>();
  for (const [key, source] of Object.entries(templates)) {
    const at = report.at(`${member}[${key}]`);
    const text = source ?? '';
    if (Buffer.byteLength(text) > MAX_TEMPLATE_BYTES) {
      at.add(
        'template-too-large',
        `The template has ${Buffer.byteLength(text)} bytes; at most ${MAX_TEMPLATE_BYTES} are allowed`,
        'Shorten it.',
      );
      continue;
    }
    const template = compileMappingTemplate(text, at.observer(text));
    for (const finding of template.diagnostics) at.template(finding);
    compiled.set(key === '$default' ? key : mediaType(key), template);
  }
  return compiled;
}
