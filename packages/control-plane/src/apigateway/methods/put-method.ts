import type { Method } from '@portico/api-model';
import { parseInput, readBoolean, readBooleanMap, readString, readStringMap, readStrings } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { saveApi, withMethod, withResource } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import { namedResource } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { methodOutput } from './method-output.ts';
import { checkMethod, readAuthorizationType, readVerb } from './method-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_PutMethod.html: refused when the resource has the method already. */
export function putMethod(call: OperationCall, ports: ApiGatewayPorts): Output {
  const read = readMethod(call.body);
  return ports.store.transaction(() => {
    const { api, resource } = namedResource(call, ports);
    const httpMethod = readVerb(label(call, 'http_method'));
    const method = { ...read, httpMethod, authorizationType: readAuthorizationType(read.authorizationType) };
    if (resource.methods.some((known) => known.httpMethod === httpMethod)) {
      throw conflict('Method already exists for this resource');
    }
    checkMethod(api, method);
    saveApi(call, ports, withResource(api, withMethod(resource, method)));
    return methodOutput(method, resource.id);
  });
}

type WrittenMethod = Omit<Method, 'httpMethod' | 'authorizationType'> & { readonly authorizationType: string };

function readMethod(body: Uint8Array): WrittenMethod {
  const input = parseInput(body);
  const shape = inputShape('putMethodInput');
  const authorizationType = shape.required('authorizationType', readString(input, 'authorizationType'));
  shape.refuse();
  const authorizerId = readString(input, 'authorizerId');
  const operationName = readString(input, 'operationName');
  const requestValidatorId = readString(input, 'requestValidatorId');
  return {
    authorizationType,
    ...(authorizerId !== undefined && authorizerId !== '' && { authorizerId }),
    authorizationScopes: readStrings(input, 'authorizationScopes') ?? [],
    apiKeyRequired: readBoolean(input, 'apiKeyRequired') ?? false,
    ...(operationName !== undefined && operationName !== '' && { operationName }),
    ...(requestValidatorId !== undefined && requestValidatorId !== '' && { requestValidatorId }),
    requestParameters: readBooleanMap(input, 'requestParameters') ?? {},
    requestModels: readStringMap(input, 'requestModels') ?? {},
    methodResponses: [],
  };
}
