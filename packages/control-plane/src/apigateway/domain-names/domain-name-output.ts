import type { DomainName } from '@portico/store';
import type { Output } from '../output-maps.ts';
import { filled } from '../output-maps.ts';
import { epochSeconds } from '../timestamp.ts';

/** The hosted zones of API Gateway and CloudFront: https://docs.aws.amazon.com/general/latest/gr/apigateway.html */
const EDGE_ZONE = 'Z2FDTNDATAQYW2';
const REGIONAL_ZONE = 'Z1UJRXOUMOOFQ8';

/** DomainName as the service writes it. */
export function domainNameOutput(domain: DomainName): Output {
  const isEdge = domain.endpointType === 'EDGE';
  const { mutualTlsAuthentication, certificateUploadDate } = domain;
  return {
    domainName: domain.domainName,
    ...texts(domain, ['certificateName', 'certificateArn', 'regionalCertificateName', 'regionalCertificateArn']),
    ...(certificateUploadDate !== undefined && { certificateUploadDate: epochSeconds(certificateUploadDate) }),
    ...(isEdge
      ? { distributionDomainName: domain.targetDomainName, distributionHostedZoneId: EDGE_ZONE }
      : { regionalDomainName: domain.targetDomainName, regionalHostedZoneId: REGIONAL_ZONE }),
    endpointConfiguration: { types: [domain.endpointType], ipAddressType: domain.ipAddressType },
    domainNameStatus: 'AVAILABLE',
    securityPolicy: domain.securityPolicy,
    ...(mutualTlsAuthentication !== undefined && { mutualTlsAuthentication }),
    ...texts(domain, ['ownershipVerificationCertificateArn']),
    ...filled('tags', domain.tags),
  };
}

function texts(domain: DomainName, names: readonly (keyof DomainName)[]): Output {
  return Object.fromEntries(names.filter((name) => domain[name] !== undefined).map((name) => [name, domain[name]]));
}
