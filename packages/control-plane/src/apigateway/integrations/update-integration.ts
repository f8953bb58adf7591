import type { Integration } from '@portico/api-model';
import { MAXIMUM_TIMEOUT_IN_MILLIS } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRole } from '../access.ts';
import { changeIntegration } from '../edit-api.ts';
import { readVerb } from '../methods/method-rules.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { enumMember, patchMaps, patchMember, textMember, wholeNumber, withMember } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { addRemoveReplace, entryKey } from '../patch-rules.ts';
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
    if (patched.credentials !== found.integration.credentials) requirePassRole(call, ports, patched.credentials);
    return patched;
  });
  return integrationOutput(integration, resource.id);
}

function patchIntegration(integration: Integration, operation: PatchOperation): Integration {
  const patched = patchMaps(integration, operation, {
    requestParameters: (text = '') => text,
    requestTemplates: (text = '') => text,
  });
  if (patched !== undefined) return patched;
  const cacheKey = entryKey(operation.path, 'cacheKeyParameters');
  if (cacheKey === undefined) return patchMember(integration, operation, REPLACEABLE);
  const others = integration.cacheKeyParameters.filter((key) => key !== cacheKey);
  const removed = addRemoveReplace(operation) === 'remove';
  return { ...integration, cacheKeyParameters: removed ? others : [...others, cacheKey] };
}

const REPLACEABLE: ReplaceableMembers<Integration> = {
  '/uri': textMember('uri'),
  '/httpMethod': (integration, value = '') =>
    withMember(integration, 'httpMethod', value === '' ? undefined : readVerb(value)),
  '/credentials': textMember('credentials'),
  '/passthroughBehavior': (integration, value = '') => ({
    ...integration,
    passthroughBehavior: value === '' ? 'WHEN_NO_MATCH' : readPassthroughBehavior(value),
  }),
  '/contentHandling': enumMember('contentHandling', CONTENT_HANDLING),
  '/timeoutInMillis': (integration, value = '') => ({
    ...integration,
    timeoutInMillis: value === '' ? MAXIMUM_TIMEOUT_IN_MILLIS : wholeNumber(value),
  }),
  '/responseTransferMode': enumMember('responseTransferMode', TRANSFER_MODES),
  '/cacheNamespace': textMember('cacheNamespace'),
  '/connectionType': enumMember('connectionType', CONNECTION_TYPES),
  '/connectionId': textMember('connectionId'),
  '/tlsConfig/insecureSkipVerification': (integration, value) => ({
    ...integration,
    insecureSkipVerification: value === 'true',
  }),
};
