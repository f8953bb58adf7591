import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { apiKeyOutput } from './api-key-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetApiKeys.html: newest first; `name` is a prefix, its case counts. */
export function getApiKeys(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const includeValues = queryValue(call, 'includeValues') === 'true';
  const prefix = queryValue(call, 'name') ?? '';
  const customerId = queryValue(call, 'customerId');
  const keys = ports.store.apiKeys
    .list(call.caller)
    .filter((key) => (key.name ?? '').startsWith(prefix))
    .filter((key) => customerId === undefined || key.customerId === customerId)
    .toReversed();
  return page(
    call,
    keys,
    ({ id }) => id,
    (key) => ({
      ...apiKeyOutput(key, includeValues),
      ...(Object.keys(key.tags).length > 0 && { tags: key.tags }),
    }),
  );
}
