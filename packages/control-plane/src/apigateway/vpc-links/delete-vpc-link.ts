import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedVpcLink } from './named-vpc-link.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteVpcLink.html: refused while an integration names it. */
export function deleteVpcLink(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { id } = namedVpcLink(call, ports);
    const user = ports.store.apis
      .list(call.caller)
      .find(({ resources }) =>
        resources.some(({ methods }) => methods.some((one) => one.integration?.connectionId === id)),
      );
    // TODO(aws-verify): the text
    if (user !== undefined) {
      throw badRequest(`Cannot delete vpc link. Vpc link '${id}', is referenced in [Method] of REST API ${user.id}`);
    }
    ports.store.vpcLinks.delete(call.caller, id);
  });
}
