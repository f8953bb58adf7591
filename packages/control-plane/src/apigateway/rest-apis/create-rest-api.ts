import type { EndpointType, RestApi } from '@portico/api-model';
import type { JsonObject } from '../../json-input.ts';
import {
  parseInput,
  readBoolean,
  readNumber,
  readObject,
  readString,
  readStringMap,
  readStrings,
} from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import { badRequest, noSuchApi } from '../errors.ts';
import type { InputShape } from '../input-shape.ts';
import { inputShape } from '../input-shape.ts';
import { findApi } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { cloneApi } from './clone-api.ts';
import { defaultModels } from './default-models.ts';
import { newRestApiId } from './new-rest-api-id.ts';
import type { RestApiOutput } from './rest-api-output.ts';
import { restApiOutput } from './rest-api-output.ts';
import {
  API_KEY_SOURCES,
  checkEndpoints,
  ENDPOINT_TYPES,
  IP_ADDRESS_TYPES,
  readCompressionSize,
  readPolicy,
} from './rest-api-rules.ts';

/** What an input says about the API as a whole. */
type Settings = Partial<Omit<RestApi, 'id' | 'name' | 'createdDate' | 'resources' | 'models'>>;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateRestApi.html */
export function createRestApi(call: OperationCall, ports: ApiGatewayPorts): RestApiOutput {
  const input = parseInput(call.body);
  const { name, settings } = readSettings(input);
  const cloneFrom = readString(input, 'cloneFrom');
  const api = ports.store.transaction(() => {
    const created = { ...blankOrClone(call, ports, cloneFrom), name, ...settings };
    checkEndpoints(created);
    saveApi(call, ports, created);
    return created;
  });
  return { ...restApiOutput(api, call.caller), ...(Object.keys(api.tags).length > 0 && { tags: api.tags }) };
}

function blankOrClone(call: OperationCall, ports: ApiGatewayPorts, cloneFrom: string | undefined): RestApi {
  const id = newRestApiId(ports);
  const createdDate = ports.now() / 1000;
  const newId = (): string => ports.newId(6);
  if (cloneFrom !== undefined && cloneFrom !== '') {
    const source = findApi(call, ports, cloneFrom);
    if (source === undefined) throw noSuchApi(call.caller.accountId, cloneFrom);
    return { ...cloneApi(source, id, newId), createdDate, tags: {} };
  }
  return {
    id,
    name: '',
    createdDate,
    apiKeySource: 'HEADER',
    binaryMediaTypes: [],
    disableExecuteApiEndpoint: false,
    endpointTypes: ['EDGE'],
    tags: {},
    resources: [{ id: ports.newId(10), path: '/', methods: [] }],
    models: defaultModels(newId),
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
  };
}

function readSettings(input: JsonObject): { readonly name: string; readonly settings: Settings } {
  const shape = inputShape('createRestApiInput');
  const name = shape.required('name', readString(input, 'name'));
  const apiKeySource = shape.oneOf('apiKeySource', readString(input, 'apiKeySource'), API_KEY_SOURCES);
  const endpoints = readEndpoints(input, shape);
  shape.refuse();
  const description = readString(input, 'description');
  const version = readString(input, 'version');
  if (description === '') throw badRequest('Description cannot be an empty string');
  const compression = readNumber(input, 'minimumCompressionSize');
  const minimumCompressionSize = readCompressionSize(compression === undefined ? undefined : String(compression));
  const policy = readPolicy(readString(input, 'policy'));
  const binaryMediaTypes = readStrings(input, 'binaryMediaTypes');
  const disableExecuteApiEndpoint = readBoolean(input, 'disableExecuteApiEndpoint');
  const tags = readStringMap(input, 'tags');
  const settings: Settings = {
    ...(description !== undefined && { description }),
    ...(version !== undefined && { version }),
    ...(apiKeySource !== undefined && { apiKeySource }),
    ...(binaryMediaTypes !== undefined && { binaryMediaTypes: [...new Set(binaryMediaTypes)] }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
    ...(policy !== undefined && { policy }),
    ...(disableExecuteApiEndpoint !== undefined && { disableExecuteApiEndpoint }),
    ...endpoints,
    ...(tags !== undefined && { tags }),
  };
  return { name, settings };
}

function readEndpoints(
  input: JsonObject,
  shape: InputShape,
): Pick<Settings, 'endpointTypes' | 'ipAddressType' | 'vpcEndpointIds'> {
  const configuration = readObject(input, 'endpointConfiguration');
  if (configuration === undefined) return {};
  const written = readStrings(configuration, 'types');
  const endpointTypes = written?.flatMap((type): readonly EndpointType[] => {
    const known = ENDPOINT_TYPES.find((one) => one === type);
    return known === undefined ? [] : [known];
  });
  if (written !== undefined && endpointTypes !== undefined && endpointTypes.length < written.length) {
    // Lists are printed whole, and their constraint is that of the members.
    shape.violated(
      'endpointConfiguration.types',
      `[${written.join(', ')}]`,
      `Member must satisfy constraint: [Member must satisfy enum value set: [${ENDPOINT_TYPES.join(', ')}]]`,
    );
  }
  const ipAddressType = shape.oneOf(
    'endpointConfiguration.ipAddressType',
    readString(configuration, 'ipAddressType'),
    IP_ADDRESS_TYPES,
  );
  const vpcEndpointIds = readStrings(configuration, 'vpcEndpointIds');
  return {
    ...(endpointTypes !== undefined && { endpointTypes }),
    ...(ipAddressType !== undefined && { ipAddressType }),
    ...(vpcEndpointIds !== undefined && vpcEndpointIds.length > 0 && { vpcEndpointIds }),
  };
}
