import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { domainNameOutput } from './domain-name-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainNames.html */
export function getDomainNames(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(call, ports.store.domainNames.list(call.caller), ({ domainName }) => domainName, domainNameOutput);
}
