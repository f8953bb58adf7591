import type { OperationCall } from '../../operation-call.ts';
import { namedDomainName } from '../domain-names/domain-name-rules.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { basePathMappingOutput } from './base-path-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetBasePathMappings.html */
export function getBasePathMappings(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const { basePathMappings } = namedDomainName(call, ports);
  return page(call, basePathMappings, ({ basePath }) => basePath, basePathMappingOutput);
}
