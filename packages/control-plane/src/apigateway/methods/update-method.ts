import type { Method } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { changeMethod } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { patchMaps, patchMember, textMember } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { addRemoveReplace } from '../patch-rules.ts';
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
  const patched = patchMaps(method, operation, {
    requestParameters: (text) => text === 'true',
    requestModels: (text = '') => text,
  });
  if (patched !== undefined) return patched;
  if (operation.path === '/authorizationScopes') return patchScopes(method, operation);
  return patchMember(method, operation, REPLACEABLE);
}

const AUTHORIZER_ID = textMember<Method>('authorizerId');

const REPLACEABLE: ReplaceableMembers<Method> = {
  '/apiKeyRequired': (method, value) => ({ ...method, apiKeyRequired: value === 'true' }),
  '/authorizationType': (method, value = '') => {
    const authorizationType = readAuthorizationType(value);
    const { authorizerId: _, ...rest } = method;
    return { ...(authorizationType === 'NONE' || authorizationType === 'AWS_IAM' ? rest : method), authorizationType };
  },
  '/authorizerId': (method, value) => (method.authorizationType === 'NONE' ? method : AUTHORIZER_ID(method, value)),
  '/operationName': textMember('operationName'),
  '/requestValidatorId': textMember('requestValidatorId'),
};

function patchScopes(method: Method, operation: PatchOperation): Method {
  const op = addRemoveReplace(operation);
  const scopes = (operation.value ?? '').split(',').filter((scope) => scope !== '');
  const others = op === 'replace' ? [] : method.authorizationScopes.filter((scope) => !scopes.includes(scope));
  return { ...method, authorizationScopes: op === 'remove' ? others : [...others, ...scopes] };
}
