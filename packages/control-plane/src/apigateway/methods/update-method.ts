import type { Method } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeMethod } from '../edit-api.ts';
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
} from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { methodOutput } from './method-output.ts';
import { checkMethod, readAuthorizationType } from './method-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateMethod.html */
export function updateMethod(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateMethodInput');
  const { resource, method } = changeMethod(call, ports, (found) => {
    const patched = operations.reduce(patchMethod, found.method);
    checkMethod(found.api, patched);
    return patched;
  });
  return methodOutput(method, resource.id);
}

function patchMethod(method: Method, operation: PatchOperation): Method {
  const { path, value } = operation;
  const parameter = entryKey(path, 'requestParameters');
  if (parameter !== undefined) {
    const { requestParameters } = method;
    const changed = patchEntry(requestParameters, parameter, operation, noSuchParameter, (text) => text === 'true');
    return { ...method, requestParameters: changed };
  }
  const contentType = entryKey(path, 'requestModels');
  if (contentType !== undefined) {
    const { requestModels } = method;
    const changed = patchEntry(requestModels, contentType, operation, noSuchContentType, (text = '') => text);
    return { ...method, requestModels: changed };
  }
  if (path === '/authorizationScopes') return patchScopes(method, operation);
  if (path === undefined || !Object.hasOwn(REPLACEABLE, path)) throw invalidPatchPath(path);
  onlyReplace(operation);
  return REPLACEABLE[path]?.(method, value) ?? method;
}

const REPLACEABLE: Readonly<Record<string, (method: Method, value: string | undefined) => Method>> = {
  '/apiKeyRequired': (method, value) => ({ ...method, apiKeyRequired: value === 'true' }),
  '/authorizationType': (method, value = '') => {
    const authorizationType = readAuthorizationType(value);
    const { authorizerId: _, ...rest } = method;
    return { ...(authorizationType === 'NONE' || authorizationType === 'AWS_IAM' ? rest : method), authorizationType };
  },
  '/authorizerId': (method, value) =>
    method.authorizationType === 'NONE' ? method : withText(method, 'authorizerId', value),
  '/operationName': (method, value) => withText(method, 'operationName', value),
  '/requestValidatorId': (method, value) => withText(method, 'requestValidatorId', value),
};

/** Nothing, and an empty text, take the member away. */
function withText(
  method: Method,
  name: 'authorizerId' | 'operationName' | 'requestValidatorId',
  value: string | undefined,
): Method {
  const { [name]: _, ...rest } = method;
  return value === undefined || value === '' ? rest : { ...rest, [name]: value };
}

function patchScopes(method: Method, operation: PatchOperation): Method {
  const op = addRemoveReplace(operation);
  const scopes = (operation.value ?? '').split(',').filter((scope) => scope !== '');
  const others = op === 'replace' ? [] : method.authorizationScopes.filter((scope) => !scopes.includes(scope));
  return { ...method, authorizationScopes: op === 'remove' ? others : [...others, ...scopes] };
}
