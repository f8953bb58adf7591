import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { clientCertificateOutput } from './client-certificate-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificates.html */
export function getClientCertificates(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  const all = ports.store.clientCertificates.list(call.caller);
  return page(call, all, ({ clientCertificateId }) => clientCertificateId, clientCertificateOutput);
}
