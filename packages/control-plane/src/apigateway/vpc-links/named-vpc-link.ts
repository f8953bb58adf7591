import type { VpcLink } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchVpcLink } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The VPC link that the request's path names. */
export function namedVpcLink(call: OperationCall, ports: ApiGatewayPorts): VpcLink {
  const link = ports.store.vpcLinks.get(call.caller, label(call, 'vpclink_id'));
  if (link === undefined) throw noSuchVpcLink();
  return link;
}
