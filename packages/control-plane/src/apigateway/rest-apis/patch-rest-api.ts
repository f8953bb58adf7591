import type { EndpointType, RestApi } from '@portico/api-model';
import { badRequest } from '../errors.ts';
import type { PatchOperation } from '../patch-operations.ts';
import { addRemoveReplace, entryKey, invalidPatchPath, onlyReplace } from '../patch-rules.ts';
import {
  API_KEY_SOURCES,
  checkEndpoints,
  ENDPOINT_TYPES,
  IP_ADDRESS_TYPES,
  readCompressionSize,
  readPolicy,
} from './rest-api-rules.ts';

/** The API after its patch operations (spec: control plane, section 5). Throws BadRequestException. */
export function patchRestApi(api: RestApi, operations: readonly PatchOperation[]): RestApi {
  const patched = operations.reduce(patchOnce, api);
  checkEndpoints(patched);
  return patched;
}

function patchOnce(api: RestApi, operation: PatchOperation): RestApi {
  const { op, path, value } = operation;
  const mediaType = entryKey(path, 'binaryMediaTypes');
  if (mediaType !== undefined) return { ...api, binaryMediaTypes: patchMediaTypes(api, mediaType, operation) };
  const endpointType = entryKey(path, 'endpointConfiguration/types');
  if (endpointType !== undefined) return { ...api, endpointTypes: patchEndpointTypes(api, endpointType, operation) };
  switch (path) {
    case '/endpointConfiguration/vpcEndpointIds':
      return patchVpcEndpointIds(api, operation);
    case '/description':
      if (op === 'remove') return withoutMember(api, 'description');
  }
  if (path === undefined || !Object.hasOwn(REPLACEABLE, path)) throw invalidPatchPath(path);
  onlyReplace(operation);
  return REPLACEABLE[path]?.(api, value) ?? api;
}

const REPLACEABLE: Readonly<Record<string, (api: RestApi, value: string | undefined) => RestApi>> = {
  '/name': (api, value = '') => ({ ...api, name: value }),
  '/description': (api, value) =>
    value === undefined || value === '' ? withoutMember(api, 'description') : { ...api, description: value },
  '/apiKeySource': (api, value) => {
    const apiKeySource = API_KEY_SOURCES.find((known) => known === value);
    // TODO(aws-verify): the text
    if (apiKeySource === undefined) {
      throw badRequest(`Invalid ApiKeySource specified. Valid options are ${API_KEY_SOURCES.join(',')}`);
    }
    return { ...api, apiKeySource };
  },
  '/minimumCompressionSize': (api, value) => {
    const minimumCompressionSize = readCompressionSize(value);
    return minimumCompressionSize === undefined
      ? withoutMember(api, 'minimumCompressionSize')
      : { ...api, minimumCompressionSize };
  },
  '/policy': (api, value) => {
    const policy = readPolicy(value);
    return policy === undefined ? withoutMember(api, 'policy') : { ...api, policy };
  },
  '/disableExecuteApiEndpoint': (api, value) => ({ ...api, disableExecuteApiEndpoint: value === 'true' }),
  '/endpointConfiguration/ipAddressType': (api, value) => {
    const ipAddressType = IP_ADDRESS_TYPES.find((known) => known === value);
    if (ipAddressType === undefined) throw badRequest('ipAddressType must be either ipv4 or dualstack.');
    return { ...api, ipAddressType };
  },
};

function patchMediaTypes(api: RestApi, mediaType: string, operation: PatchOperation): readonly string[] {
  const others = api.binaryMediaTypes.filter((type) => type !== mediaType);
  switch (addRemoveReplace(operation)) {
    case 'add':
      return [...others, mediaType];
    case 'remove':
      return others;
    case 'replace':
      return [...others, operation.value ?? mediaType];
  }
}

function patchEndpointTypes(api: RestApi, written: string, operation: PatchOperation): readonly EndpointType[] {
  const type = endpointType(written);
  const others = api.endpointTypes.filter((known) => known !== type);
  switch (addRemoveReplace(operation)) {
    case 'add':
      return [...others, type];
    case 'remove':
      return others;
    case 'replace': {
      // TODO(aws-verify): the error for replacing a type that the API does not have
      if (others.length === api.endpointTypes.length) throw invalidPatchPath(operation.path);
      return [...others, endpointType(operation.value)];
    }
  }
}

function endpointType(text: string | undefined): EndpointType {
  const type = ENDPOINT_TYPES.find((known) => known === text);
  if (type !== undefined) return type;
  throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
}

function patchVpcEndpointIds(api: RestApi, operation: PatchOperation): RestApi {
  const { value } = operation;
  if (value === undefined || value === '') throw invalidPatchPath(operation.path);
  const others = (api.vpcEndpointIds ?? []).filter((id) => id !== value);
  const vpcEndpointIds = addRemoveReplace(operation) === 'remove' ? others : [...others, value];
  return vpcEndpointIds.length === 0 ? withoutMember(api, 'vpcEndpointIds') : { ...api, vpcEndpointIds };
}

function withoutMember(
  api: RestApi,
  name: 'description' | 'minimumCompressionSize' | 'policy' | 'vpcEndpointIds',
): RestApi {
  const { [name]: _, ...rest } = api;
  return rest;
}
