import type { ClientCertificate } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { filled } from '../output-maps.ts';
import { epochSeconds } from '../timestamp.ts';

/** ClientCertificate as the service writes it: without its key. */
export function clientCertificateOutput(one: ClientCertificate): Output {
  return {
    clientCertificateId: one.clientCertificateId,
    ...(one.description !== undefined && { description: one.description }),
    pemEncodedCertificate: one.pemEncodedCertificate,
    createdDate: epochSeconds(one.createdDate),
    expirationDate: epochSeconds(one.expirationDate),
    ...filled('tags', one.tags),
  };
}
