import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { domainNameOutput } from './domain-name-output.ts';
import { namedDomainName } from './domain-name-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetDomainName.html */
export function getDomainName(call: OperationCall, ports: ApiGatewayPorts): Output {
  const domain = namedDomainName(call, ports);
  return { ...domainNameOutput(domain), tags: domain.tags };
}
