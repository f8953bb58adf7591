import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedVpcLink } from './named-vpc-link.ts';
import { vpcLinkOutput } from './vpc-link-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLink.html */
export function getVpcLink(call: OperationCall, ports: ApiGatewayPorts): Output {
  const link = namedVpcLink(call, ports);
  return { ...vpcLinkOutput(link), tags: link.tags };
}
