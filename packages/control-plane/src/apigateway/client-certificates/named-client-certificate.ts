import type { ClientCertificate } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchClientCertificate } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** The client certificate that the request's path names. */
export function namedClientCertificate(call: OperationCall, ports: ApiGatewayPorts): ClientCertificate {
  const one = ports.store.clientCertificates.get(call.caller, label(call, 'clientcertificate_id'));
  if (one === undefined) throw noSuchClientCertificate();
  return one;
}
