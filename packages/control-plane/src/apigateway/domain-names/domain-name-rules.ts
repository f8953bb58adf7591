import type { DomainName } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { badRequest, noSuchDomainName } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** In the order of the service's message. */
export const SECURITY_POLICIES = ['TLS_1_0', 'TLS_1_2'] as const;

/** Labels of letters, digits and hyphens, the first of which may be a wildcard. */
const HOST = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/** Throws BadRequestException for what is no host name. */
export function checkDomainName(name: string): void {
  // TODO(aws-verify): the text
  if (name.length > 253 || !HOST.test(name)) throw badRequest(`The domain name is not valid: ${name}`);
}

/** Throws BadRequestException for a certificate that is none. TODO(aws-verify): the texts */
export function checkCertificates(domain: DomainName): void {
  const arn = domain.endpointType === 'EDGE' ? domain.certificateArn : domain.regionalCertificateArn;
  if (arn === undefined) throw badRequest('A certificate must be specified for the domain name');
  if (!/^arn:aws[a-z-]*:(acm|iam):[a-z0-9-]*:\d{12}:(certificate|server-certificate)\/[\w+=,.@/-]+$/.test(arn)) {
    throw badRequest('Invalid certificate ARN specified in the request');
  }
}

/** The domain name that the request's path names. */
export function namedDomainName(call: OperationCall, ports: ApiGatewayPorts): DomainName {
  const domain = ports.store.domainNames.get(call.caller, label(call, 'domain_name').toLowerCase());
  if (domain === undefined) throw noSuchDomainName();
  return domain;
}
