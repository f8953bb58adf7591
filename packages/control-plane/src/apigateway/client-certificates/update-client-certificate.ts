import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import { textMember } from '../patch-members.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { clientCertificateOutput } from './client-certificate-output.ts';
import { namedClientCertificate } from './named-client-certificate.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateClientCertificate.html */
export function updateClientCertificate(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateClientCertificateInput');
  return ports.store.transaction(() => {
    const changed = patchSimple(namedClientCertificate(call, ports), operations, {
      '/description': textMember('description'),
    });
    ports.store.clientCertificates.put(call.caller, changed.clientCertificateId, changed);
    return { ...clientCertificateOutput(changed), tags: changed.tags };
  });
}
