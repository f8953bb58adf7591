import type { Authorizer } from '@portico/api-model';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRole } from '../access.ts';
import { placed, saveApi } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { patchMember, textMember, wholeNumber } from '../patch-members.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { addRemoveReplace, patchEnum } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { authorizerOutput } from './authorizer-output.ts';
import { AUTHORIZER_TYPES, checkAuthorizer } from './authorizer-rules.ts';
import { namedAuthorizer } from './named-authorizer.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAuthorizer.html */
export function updateAuthorizer(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateAuthorizerInput');
  return ports.store.transaction(() => {
    const { api, authorizer } = namedAuthorizer(call, ports);
    const changed = operations.reduce(patchAuthorizer, authorizer);
    checkAuthorizer(changed);
    if (changed.authorizerCredentials !== authorizer.authorizerCredentials) {
      requirePassRole(call, ports, changed.authorizerCredentials);
    }
    saveApi(call, ports, { ...api, authorizers: placed(api.authorizers, changed, ({ id }) => id) });
    return authorizerOutput(changed);
  });
}

function patchAuthorizer(authorizer: Authorizer, operation: PatchOperation): Authorizer {
  const { path, value } = operation;
  if (path !== '/providerARNs') return patchMember(authorizer, operation, REPLACEABLE);
  const others = authorizer.providerARNs.filter((arn) => arn !== value);
  const added = addRemoveReplace(operation) !== 'remove' && value !== undefined && value !== '';
  return { ...authorizer, providerARNs: added ? [...others, value] : others };
}

const REPLACEABLE: ReplaceableMembers<Authorizer> = {
  '/name': (authorizer, value = '') => ({ ...authorizer, name: value }),
  '/type': (authorizer, value = '') => ({ ...authorizer, type: patchEnum(value, AUTHORIZER_TYPES, 'type') }),
  '/authType': textMember('authType'),
  '/authorizerUri': textMember('authorizerUri'),
  '/authorizerCredentials': textMember('authorizerCredentials'),
  '/identitySource': textMember('identitySource'),
  '/identityValidationExpression': textMember('identityValidationExpression'),
  '/authorizerResultTtlInSeconds': (authorizer, value = '') => ({
    ...authorizer,
    authorizerResultTtlInSeconds: wholeNumber(value),
  }),
};
