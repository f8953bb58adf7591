import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { textMember } from '../patch-members.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedVpcLink } from './named-vpc-link.ts';
import { vpcLinkOutput } from './vpc-link-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateVpcLink.html */
export function updateVpcLink(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateVpcLinkInput');
  return ports.store.transaction(() => {
    const link = patchSimple(namedVpcLink(call, ports), operations, {
      '/name': (one, value = '') => {
        if (value.trim() === '') throw badRequest('Name cannot be empty');
        return { ...one, name: value };
      },
      '/description': textMember('description'),
    });
    ports.store.vpcLinks.put(call.caller, link.id, link);
    return { ...vpcLinkOutput(link), tags: link.tags };
  });
}
