import type { Authorizer } from '@portico/api-model';
import { parseInput, readNumber, readString, readStrings } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRole } from '../access.ts';
import { changeApi, unusedId } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { authorizerOutput } from './authorizer-output.ts';
import { AUTHORIZER_TYPES, checkAuthorizer } from './authorizer-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateAuthorizer.html */
export function createAuthorizer(call: OperationCall, ports: ApiGatewayPorts): Output {
  const read = readAuthorizer(call.body);
  const changed = changeApi(
    call,
    ports,
    (api) => {
      const authorizer = { id: unusedId(ports, 6, (id) => api.authorizers.some((one) => one.id === id)), ...read };
      checkAuthorizer(authorizer);
      requirePassRole(call, ports, authorizer.authorizerCredentials);
      return { ...api, authorizers: [...api.authorizers, authorizer] };
    },
    () => conflict('Unable to complete operation due to concurrent modification. Please try again later.'),
  );
  return changed.authorizers.slice(-1).map(authorizerOutput)[0] ?? {};
}

function readAuthorizer(body: Uint8Array): Omit<Authorizer, 'id'> {
  const input = parseInput(body);
  const shape = inputShape('createAuthorizerInput');
  const name = shape.required('name', readString(input, 'name'));
  const typeText = readString(input, 'type');
  shape.required('type', typeText);
  const type = shape.oneOf('type', typeText, AUTHORIZER_TYPES);
  shape.refuse();
  if (type === undefined) throw new Error('an authorizer without a type was not refused');
  const authorizerUri = readString(input, 'authorizerUri');
  const authorizerCredentials = readString(input, 'authorizerCredentials');
  const authorizerResultTtlInSeconds = readNumber(input, 'authorizerResultTtlInSeconds');
  const identitySource = readString(input, 'identitySource');
  const identityValidationExpression = readString(input, 'identityValidationExpression');
  return {
    name,
    type,
    authType: readString(input, 'authType') ?? (type === 'COGNITO_USER_POOLS' ? 'cognito_user_pools' : 'custom'),
    ...(authorizerUri !== undefined && { authorizerUri }),
    ...(authorizerCredentials !== undefined && { authorizerCredentials }),
    ...(authorizerResultTtlInSeconds !== undefined && { authorizerResultTtlInSeconds }),
    ...(identitySource !== undefined && { identitySource }),
    ...(identityValidationExpression !== undefined && { identityValidationExpression }),
    providerARNs: readStrings(input, 'providerARNs') ?? [],
  };
}
