import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedDomainName } from './domain-name-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteDomainName.html: its base path mappings go with it. */
export function deleteDomainName(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    ports.store.domainNames.delete(call.caller, namedDomainName(call, ports).domainName);
  });
}
