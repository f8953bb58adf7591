import type { Integration } from '@portico/api-model';
import { MAXIMUM_TIMEOUT_IN_MILLIS } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeIntegration } from '../edit-api.ts';
import { readVerb } from '../methods/method-rules.ts';
import type { Output } from '../output-maps.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import {
  addRemoveReplace,
  entryKey,
  invalidPatchPath,
  noSuchContentType,
  noSuchParameter,
  onlyReplace,
  patchEntry,
  patchEnum,
} from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { integrationOutput } from './integration-output.ts';
import {
  CONNECTION_TYPES,
  CONTENT_HANDLING,
  checkIntegration,
  readPassthroughBehavior,
  TRANSFER_MODES,
} from './integration-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateIntegration.html */
export function updateIntegration(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateIntegrationInput');
  const { resource, integration } = changeIntegration(call, ports, (found) => {
    const patched = operations.reduce(patchIntegration, found.integration);
    checkIntegration(patched, found.method);
    return patched;
  });
  return integrationOutput(integration, resource.id);
}

function patchIntegration(integration: Integration, operation: PatchOperation): Integration {
  const { path, value } = operation;
  const parameter = entryKey(path, 'requestParameters');
  if (parameter !== undefined) {
    const { requestParameters } = integration;
    const changed = patchEntry(requestParameters, parameter, operation, noSuchParameter, (text = '') => text);
    return { ...integration, requestParameters: changed };
  }
  const contentType = entryKey(path, 'requestTemplates');
  if (contentType !== undefined) {
    const { requestTemplates } = integration;
    const changed = patchEntry(requestTemplates, contentType, operation, noSuchContentType, (text = '') => text);
    return { ...integration, requestTemplates: changed };
  }
  const cacheKey = entryKey(path, 'cacheKeyParameters');
  if (cacheKey !== undefined) {
    const others = integration.cacheKeyParameters.filter((key) => key !== cacheKey);
    const removed = addRemoveReplace(operation) === 'remove';
    return { ...integration, cacheKeyParameters: removed ? others : [...others, cacheKey] };
  }
  if (path === undefined || !Object.hasOwn(REPLACEABLE, path)) throw invalidPatchPath(path);
  onlyReplace(operation);
  const filled = value === '' ? undefined : value;
  return REPLACEABLE[path]?.(integration, filled) ?? integration;
}

/** What `replace` does with a value; empty text counts as none. */
const REPLACEABLE: Readonly<Record<string, (integration: Integration, value: string | undefined) => Integration>> = {
  '/uri': (integration, value) => withText(integration, 'uri', value),
  '/httpMethod': (integration, value) => {
    const { httpMethod: _, ...rest } = integration;
    return value === undefined ? rest : { ...rest, httpMethod: readVerb(value) };
  },
  '/credentials': (integration, value) => withText(integration, 'credentials', value),
  '/passthroughBehavior': (integration, value) => ({
    ...integration,
    passthroughBehavior: value === undefined ? 'WHEN_NO_MATCH' : readPassthroughBehavior(value),
  }),
  '/contentHandling': (integration, value) => {
    const { contentHandling: _, ...rest } = integration;
    return value === undefined
      ? rest
      : { ...rest, contentHandling: patchEnum(value, CONTENT_HANDLING, 'contentHandling') };
  },
  '/timeoutInMillis': (integration, value = String(MAXIMUM_TIMEOUT_IN_MILLIS)) => ({
    ...integration,
    timeoutInMillis: /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN,
  }),
  '/responseTransferMode': (integration, value) => {
    const { responseTransferMode: _, ...rest } = integration;
    return value === undefined
      ? rest
      : { ...rest, responseTransferMode: patchEnum(value, TRANSFER_MODES, 'responseTransferMode') };
  },
  '/cacheNamespace': (integration, value) => withText(integration, 'cacheNamespace', value),
  '/connectionType': (integration, value) => {
    const { connectionType: _, ...rest } = integration;
    return value === undefined
      ? rest
      : { ...rest, connectionType: patchEnum(value, CONNECTION_TYPES, 'connectionType') };
  },
  '/connectionId': (integration, value) => withText(integration, 'connectionId', value),
  '/tlsConfig/insecureSkipVerification': (integration, value) => ({
    ...integration,
    insecureSkipVerification: value === 'true',
  }),
};

function withText(
  integration: Integration,
  name: 'uri' | 'credentials' | 'cacheNamespace' | 'connectionId',
  value: string | undefined,
): Integration {
  const { [name]: _, ...rest } = integration;
  return value === undefined ? rest : { ...rest, [name]: value };
}
