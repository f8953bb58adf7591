import type { IntegrationResponse, MethodResponse } from '../rest-api.ts';
import { invalidStatusCode, isStatusCode } from '../rules/status-code.ts';
import { CONTENT_HANDLING } from './import-integration.ts';
import { importParameterMap } from './import-parameter-map.ts';
import type { ImportScope } from './import-scope.ts';
import { importTemplates } from './import-templates.ts';
import { readEnum, readMap, readText, reportUnknownMembers } from './read.ts';
import { describeKind, type SourceMap } from './source-node.ts';

const MEMBERS: ReadonlySet<string> = new Set([
  'statusCode',
  'responseParameters',
  'responseTemplates',
  'contentHandling',
]);

/** `responses` of an integration: the key `default` stands for no pattern, any other key is the selection pattern. */
export function importIntegrationResponses(
  scope: ImportScope,
  integration: SourceMap,
  methodResponses: readonly MethodResponse[],
  owner: string,
): readonly IntegrationResponse[] {
  const responses = new Map<string, IntegrationResponse>();
  for (const [pattern, node] of readMap(scope, integration, 'responses')?.entries ?? []) {
    if (node.kind !== 'map') {
      scope.report(
        'wrong-type',
        node,
        `Invalid format for 'responses'. Expected type object for property '${pattern}' but got ${describeKind(node)}`,
        {
          remedy: 'Give an object with statusCode.',
        },
      );
      continue;
    }
    reportUnknownMembers(scope, node, MEMBERS);
    const statusCode = readText(scope, node, 'statusCode');
    if (statusCode === undefined || !isStatusCode(statusCode.text)) {
      scope.report(
        'invalid-status-code',
        statusCode ?? node,
        invalidStatusCode(statusCode?.text ?? 'null', 'putIntegrationResponseInput.statusCode'),
        {
          remedy: 'Set statusCode to the status that the caller gets: three digits, 100 to 599.',
          ...(statusCode === undefined && { member: 'statusCode' }),
        },
      );
      continue;
    }
    const contentHandling = readEnum(
      scope,
      node,
      'contentHandling',
      CONTENT_HANDLING,
      'putIntegrationResponseInput.contentHandling',
    );
    const methodResponse = methodResponses.find((candidate) => candidate.statusCode === statusCode.text);
    if (responses.has(statusCode.text)) {
      scope.report(
        'ignored-response',
        node,
        `Another integration response has status code ${statusCode.text}; the last one counts.`,
        {
          remedy: 'One pattern can hold both: `first|second`.',
        },
      );
    }
    // The service keeps one integration response for each status code: a second one overwrites the first.
    responses.delete(statusCode.text);
    responses.set(statusCode.text, {
      statusCode: statusCode.text,
      ...(pattern !== 'default' && { selectionPattern: pattern }),
      ...(contentHandling !== undefined && { contentHandling }),
      responseParameters: importParameterMap(
        scope,
        node,
        'responseParameters',
        new Set(Object.keys(methodResponse?.responseParameters ?? {})),
        owner,
      ),
      responseTemplates: Object.fromEntries(importTemplates(scope, node, 'responseTemplates')),
    });
  }
  return [...responses.values()];
}
