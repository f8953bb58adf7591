import type { DomainName } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ReplaceableMembers } from '../patch-members.ts';
import { patchMember, textMember } from '../patch-members.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchEnum } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { domainNameOutput } from './domain-name-output.ts';
import { checkCertificates, namedDomainName, SECURITY_POLICIES } from './domain-name-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateDomainName.html */
export function updateDomainName(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateDomainNameInput');
  return ports.store.transaction(() => {
    const domain = operations.reduce(
      (patched, operation) => patchMember(patched, operation, REPLACEABLE),
      namedDomainName(call, ports),
    );
    checkCertificates(domain);
    ports.store.domainNames.put(call.caller, domain.domainName, domain);
    return { ...domainNameOutput(domain), tags: domain.tags };
  });
}

/** TODO(aws-verify): add and remove of endpoint types, which move a domain name between EDGE and REGIONAL */
const REPLACEABLE: ReplaceableMembers<DomainName> = {
  '/certificateName': textMember('certificateName'),
  '/certificateArn': textMember('certificateArn'),
  '/regionalCertificateName': textMember('regionalCertificateName'),
  '/regionalCertificateArn': textMember('regionalCertificateArn'),
  '/ownershipVerificationCertificateArn': textMember('ownershipVerificationCertificateArn'),
  '/securityPolicy': (domain, value = '') => ({
    ...domain,
    securityPolicy: patchEnum(value, SECURITY_POLICIES, 'securityPolicy'),
  }),
  '/mutualTlsAuthentication/truststoreUri': (domain, value = '') => {
    const { mutualTlsAuthentication, ...rest } = domain;
    if (value === '') return rest;
    return { ...rest, mutualTlsAuthentication: { ...mutualTlsAuthentication, truststoreUri: value } };
  },
};
