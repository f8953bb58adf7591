import type { ClientCertificate } from '@portico/store';
import { parseInput, readString, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { unusedId } from '../edit-api.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { clientCertificateOutput } from './client-certificate-output.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/getting-started-client-side-ssl-authentication.html */
const VALID_SECONDS = 365 * 86_400;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const MAXIMUM_CERTIFICATES = 60;

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GenerateClientCertificate.html */
export async function generateClientCertificate(call: OperationCall, ports: ApiGatewayPorts): Promise<Output> {
  const input = parseInput(call.body);
  const description = readString(input, 'description');
  const tags = readStringMap(input, 'tags') ?? {};
  const createdDate = ports.now() / 1000;
  const expirationDate = createdDate + VALID_SECONDS;
  const { certificate, privateKey } = await selfSignedCertificate('ApiGateway', createdDate, expirationDate);
  return ports.store.transaction(() => {
    const { clientCertificates } = ports.store;
    // TODO(aws-verify): the text
    if (clientCertificates.list(call.caller).length >= MAXIMUM_CERTIFICATES) {
      throw badRequest(`An account can have at most ${MAXIMUM_CERTIFICATES} client certificates`);
    }
    const made: ClientCertificate = {
      clientCertificateId: unusedId(ports, 6, (id) => clientCertificates.get(call.caller, id) !== undefined),
      ...(description !== undefined && description !== '' && { description }),
      pemEncodedCertificate: certificate,
      privateKey,
      createdDate,
      expirationDate,
      tags,
    };
    clientCertificates.put(call.caller, made.clientCertificateId, made);
    return clientCertificateOutput(made);
  });
}
