import type { ApiKey } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { apiKeyOutput } from './api-key-output.ts';
import { checkApiKey, namedApiKey } from './api-key-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateApiKey.html */
export function updateApiKey(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateApiKeyInput');
  return ports.store.transaction(() => {
    const patched = patchSimple(namedApiKey(call, ports), operations, {
      '/name': (key, value) => withText(key, 'name', value),
      '/description': (key, value) => withText(key, 'description', value),
      '/enabled': (key, value) => ({ ...key, enabled: value === 'true' }),
      '/customerId': (key, value) => withText(key, 'customerId', value),
    });
    checkApiKey(patched);
    const key = { ...patched, lastUpdatedDate: ports.now() / 1000 };
    ports.store.apiKeys.put(call.caller, key.id, key);
    return { ...apiKeyOutput(key, false), tags: key.tags };
  });
}

/** Empty text counts as absent. */
function withText(key: ApiKey, name: 'name' | 'description' | 'customerId', value: string | undefined): ApiKey {
  const { [name]: _, ...rest } = key;
  return value === undefined || value === '' ? rest : { ...rest, [name]: value };
}
