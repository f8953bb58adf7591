import { parseInput, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { namedDomainName } from '../domain-names/domain-name-rules.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { basePathMappingOutput, checkTarget, readBasePath, refuseTaken } from './base-path-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateBasePathMapping.html */
export function createBasePathMapping(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const shape = inputShape('createBasePathMappingInput');
  const restApiId = shape.required('restApiId', readString(input, 'restApiId'));
  shape.refuse();
  const stage = readString(input, 'stage');
  const mapping = {
    basePath: readBasePath(readString(input, 'basePath')),
    restApiId,
    ...(stage !== undefined && stage !== '' && { stage }),
  };
  ports.store.transaction(() => {
    const domain = namedDomainName(call, ports);
    checkTarget(call, ports, mapping);
    refuseTaken(mapping, domain.basePathMappings);
    const basePathMappings = [...domain.basePathMappings, mapping];
    ports.store.domainNames.put(call.caller, domain.domainName, { ...domain, basePathMappings });
  });
  return basePathMappingOutput(mapping);
}
