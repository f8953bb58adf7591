import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedApiKey } from './api-key-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteApiKey.html: it leaves its usage plans too. */
export function deleteApiKey(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { id, value } = namedApiKey(call, ports);
    ports.store.apiKeys.delete(call.caller, id);
    ports.store.apiKeyIds.delete(call.caller, value);
  });
}
