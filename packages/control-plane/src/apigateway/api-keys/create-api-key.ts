import { parseInput, readBoolean, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { addApiKey } from './add-api-key.ts';
import { apiKeyOutput } from './api-key-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateApiKey.html */
export function createApiKey(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const texts = ['name', 'description', 'value', 'customerId'] as const;
  const given = Object.fromEntries(texts.map((name) => [name, readString(input, name)]));
  const enabled = readBoolean(input, 'enabled') ?? false;
  const tags = readStringMap(input, 'tags') ?? {};
  const key = ports.store.transaction(() => addApiKey(call, ports, { ...given, enabled, tags }));
  return { ...apiKeyOutput(key, true), ...(Object.keys(key.tags).length > 0 && { tags: key.tags }) };
}
