import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { namedClientCertificate } from './named-client-certificate.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteClientCertificate.html: refused while a stage shows it. */
export function deleteClientCertificate(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { clientCertificateId } = namedClientCertificate(call, ports);
    const isUsed = ports.store.apis
      .list(call.caller)
      .some(({ id }) => ports.store.stages.list(id).some((stage) => stage.clientCertificateId === clientCertificateId));
    // TODO(aws-verify): the text
    if (isUsed) throw badRequest('Client certificate is associated with a stage');
    ports.store.clientCertificates.delete(call.caller, clientCertificateId);
  });
}
