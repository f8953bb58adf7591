import type { ImportedApi, ImportOptions } from '@portico/api-model';
import { importOpenApi } from '@portico/api-model';
import type { Scope } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import { refuseViolations } from '../../shape-violations.ts';
import { describeDiagnostics } from '../describe-diagnostics.ts';
import { badRequest, refusal } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** Findings of importOpenApi that mean: this is no OpenAPI document at all. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'invalid-document',
  'document-too-large',
  'document-too-complex',
  'unsupported-version',
]);

/** What the query of ImportRestApi and PutRestApi says about reading the document. */
export interface ImportParameters extends Pick<ImportOptions, 'basepath' | 'endpointType'> {
  readonly failOnWarnings: boolean;
}

/** Throws ValidationException or BadRequestException for a parameter that the service does not know. */
export function importParameters(call: OperationCall): ImportParameters {
  const basepath = queryValue(call, 'basepath') ?? 'ignore';
  if (basepath !== 'ignore' && basepath !== 'prepend' && basepath !== 'split') {
    // TODO(aws-verify): the text for another basepath
    throw badRequest(`Invalid basepath specified: ${basepath}. Must be one of: [ignore, prepend, split]`);
  }
  const endpointType = queryValue(call, 'endpointConfigurationTypes');
  const known = endpointType === 'EDGE' || endpointType === 'REGIONAL' || endpointType === 'PRIVATE';
  if (endpointType !== undefined && !known) {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  return {
    basepath,
    ...(known && { endpointType }),
    failOnWarnings: queryValue(call, 'failonwarnings') === 'true',
  };
}

export type PutMode = 'merge' | 'overwrite';

/** The `mode` of PutRestApi and its like; `merge` unless asked otherwise. */
export function putMode(call: OperationCall, input = 'putRestApiInput'): PutMode {
  const mode = queryValue(call, 'mode') ?? 'merge';
  if (mode === 'merge' || mode === 'overwrite') return mode;
  refuseViolations([
    {
      value: mode,
      path: `${input}.mode`,
      constraint: 'Member must satisfy enum value set: [overwrite, merge]',
    },
  ]);
  throw new Error('an unknown mode was not refused');
}

/**
 * Reads a document as the API of this id. Throws BadRequestException with every place and remedy in its message (and as
 * data in its member `diagnostics`) if the document has errors, or warnings that were asked to count as errors.
 */
export function readDefinition(
  ports: ApiGatewayPorts,
  owner: Scope,
  restApiId: string,
  text: string,
  parameters: ImportParameters,
): { readonly api: ImportedApi; readonly warnings: readonly string[] } {
  const { failOnWarnings, ...options } = parameters;
  const { api, diagnostics } = importOpenApi(text, {
    ...options,
    apiId: restApiId,
    ids: () => ports.newId(6),
    aws: { accountId: owner.accountId, region: owner.region, partition: 'aws' },
  });
  // The service says `Invalid OpenAPI input.` and no more; here the reason and the place follow.
  const unreadable = diagnostics.filter(({ code }) => UNREADABLE.has(code));
  if (unreadable.length > 0) throw badRequest(describeDiagnostics(unreadable).trim(), { diagnostics: unreadable });
  const error = refusal('Errors found during import:', diagnostics);
  if (error !== undefined) throw error;
  if (api === undefined) throw new Error('a definition was not imported, and no diagnostic says why');
  const warning = refusal('Warnings found during import:', diagnostics, failOnWarnings);
  if (warning !== undefined) throw warning;
  return { api, warnings: diagnostics.map(({ message }) => message) };
}
