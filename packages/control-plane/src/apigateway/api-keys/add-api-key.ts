import type { ApiKey } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { checkApiKey, newApiKeyValue } from './api-key-rules.ts';

/** What a new key may say of itself; empty texts count as absent. */
export type NewApiKey = Partial<
  Pick<ApiKey, 'name' | 'description' | 'enabled' | 'value' | 'customerId' | 'tags' | 'usagePlanIds'>
>;

/** Stores a new key. Throws BadRequestException or ConflictException. Call it inside a transaction. */
export function addApiKey(call: OperationCall, ports: ApiGatewayPorts, written: NewApiKey): ApiKey {
  const { apiKeys, apiKeyIds } = ports.store;
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== '' && value !== undefined));
  const now = ports.now() / 1000;
  const key: ApiKey = {
    id: unusedId(ports, 10, (id) => apiKeys.get(call.caller, id) !== undefined),
    enabled: false,
    value: newApiKeyValue(ports),
    tags: {},
    usagePlanIds: [],
    ...given,
    createdDate: now,
    lastUpdatedDate: now,
  };
  checkApiKey(key);
  // TODO(aws-verify): the text
  if (apiKeyIds.get(call.caller, key.value) !== undefined) throw conflict('API Key already exists');
  apiKeys.put(call.caller, key.id, key);
  apiKeyIds.put(call.caller, key.value, key.id);
  return key;
}
