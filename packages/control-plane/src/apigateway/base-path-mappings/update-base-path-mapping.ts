import type { BasePathMapping } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { patchMember, textMember } from '../patch-members.ts';
import { readPatchOperations } from '../patch-operations.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { basePathMappingOutput, checkTarget, namedMapping, readBasePath, refuseTaken } from './base-path-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateBasePathMapping.html */
export function updateBasePathMapping(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateBasePathMappingInput');
  return ports.store.transaction(() => {
    const { domain, mapping } = namedMapping(call, ports);
    const changed = operations.reduce((one, operation) => patchMember(one, operation, REPLACEABLE), mapping);
    checkTarget(call, ports, changed);
    refuseTaken(
      changed,
      domain.basePathMappings.filter((one) => one !== mapping),
    );
    const basePathMappings = domain.basePathMappings.map((one) => (one === mapping ? changed : one));
    ports.store.domainNames.put(call.caller, domain.domainName, { ...domain, basePathMappings });
    return basePathMappingOutput(changed);
  });
}

/** `/restapiId` is the service's own spelling. */
const REPLACEABLE: ReplaceableMembers<BasePathMapping> = {
  '/basePath': (mapping, value) => ({ ...mapping, basePath: readBasePath(value) }),
  '/stage': textMember('stage'),
  '/restapiId': (mapping, value = '') => ({ ...mapping, restApiId: value }),
};
