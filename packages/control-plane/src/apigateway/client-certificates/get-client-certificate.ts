import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { clientCertificateOutput } from './client-certificate-output.ts';
import { namedClientCertificate } from './named-client-certificate.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetClientCertificate.html */
export function getClientCertificate(call: OperationCall, ports: ApiGatewayPorts): Output {
  const one = namedClientCertificate(call, ports);
  return { ...clientCertificateOutput(one), tags: one.tags };
}
