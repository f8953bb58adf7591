import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { vpcLinkOutput } from './vpc-link-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetVpcLinks.html */
export function getVpcLinks(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(
    call,
    ports.store.vpcLinks.list(call.caller),
    ({ id }) => id,
    (link) => vpcLinkOutput(link),
  );
}
