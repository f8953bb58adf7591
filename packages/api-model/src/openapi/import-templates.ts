import { MAXIMUM_TEMPLATE_BYTES } from '../rules/limits.ts';
import { invalidContentType, isContentTypeKey } from '../rules/media-type.ts';
import type { ImportScope } from './import-scope.ts';
import { readMap } from './read.ts';
import { describeKind, type SourceMap, type SourceNode } from './source-node.ts';

/** Mapping templates by media type; an empty or null response template is stored as null (spec: control plane, section 4.4). */
export function importTemplates(
  scope: ImportScope,
  owner: SourceMap,
  name: 'requestTemplates' | 'responseTemplates',
): ReadonlyMap<string, string | null> {
  const templates = new Map<string, string | null>();
  for (const [mediaType, node] of readMap(scope, owner, name)?.entries ?? []) {
    if (!isContentTypeKey(mediaType)) {
      scope.report('invalid-content-type', node, invalidContentType(mediaType), {
        remedy: 'Use type/subtype, or $default.',
      });
      continue;
    }
    const template = templateText(scope, node, name, mediaType);
    if (template !== undefined) templates.set(mediaType, template === '' ? null : template);
  }
  return templates;
}

function templateText(scope: ImportScope, node: SourceNode, name: string, mediaType: string): string | undefined {
  if (node.kind !== 'scalar' || typeof node.value === 'boolean') {
    scope.report(
      'wrong-type',
      node,
      `Invalid format for '${name}'. Expected type string for property '${mediaType}' but got '${describeKind(node)}'`,
      { remedy: 'Write the template as text: in YAML after `|`, in JSON between quotes.' },
    );
    return undefined;
  }
  if (node.value === null) return '';
  if (Buffer.byteLength(node.text) > MAXIMUM_TEMPLATE_BYTES) {
    scope.report('template-too-large', node, `Mapping template for '${mediaType}' is larger than 300 KB`, {
      remedy: 'Move constant data out of the template: behind an HTTP integration, or into the client.',
    });
  }
  return node.text;
}
