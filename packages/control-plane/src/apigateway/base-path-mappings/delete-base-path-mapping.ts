import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedMapping } from './base-path-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteBasePathMapping.html */
export function deleteBasePathMapping(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { domain, mapping } = namedMapping(call, ports);
    const basePathMappings = domain.basePathMappings.filter((one) => one !== mapping);
    ports.store.domainNames.put(call.caller, domain.domainName, { ...domain, basePathMappings });
  });
}
