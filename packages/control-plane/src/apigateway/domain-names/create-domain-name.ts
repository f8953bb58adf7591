import type { DomainName, MutualTls } from '@portico/store';
import type { JsonObject } from '../../json-input.ts';
import { parseInput, readObject, readString, readStringMap, readStrings } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { badRequest, conflict } from '../errors.ts';
import { inputShape } from '../input-shape.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { domainNameOutput } from './domain-name-output.ts';
import { checkCertificates, checkDomainName, SECURITY_POLICIES } from './domain-name-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateDomainName.html */
export function createDomainName(call: OperationCall, ports: ApiGatewayPorts): Output {
  const domain = readDomainName(call, ports);
  checkDomainName(domain.domainName);
  checkCertificates(domain);
  ports.store.transaction(() => {
    // Names are unique over all accounts. TODO(aws-verify): the text
    const isTaken = ports.store.domainNames.listAll().some(({ name }) => name === domain.domainName);
    if (isTaken) throw conflict('The domain name you provided already exists.');
    ports.store.domainNames.put(call.caller, domain.domainName, domain);
  });
  return domainNameOutput(domain);
}

const TEXTS = [
  'certificateName',
  'certificateArn',
  'regionalCertificateName',
  'regionalCertificateArn',
  'ownershipVerificationCertificateArn',
] as const;

function readDomainName(call: OperationCall, ports: ApiGatewayPorts): DomainName {
  const input = parseInput(call.body);
  const shape = inputShape('createDomainNameInput');
  const domainName = shape.required('domainName', readString(input, 'domainName')).toLowerCase();
  const policyText = readString(input, 'securityPolicy');
  const securityPolicy = shape.oneOf('securityPolicy', policyText, SECURITY_POLICIES) ?? 'TLS_1_2';
  shape.refuse();
  const mutualTlsAuthentication = readMutualTls(input);
  const texts = TEXTS.map((name) => [name, readString(input, name)] as const).filter(([, text]) => text !== undefined);
  const given: Partial<Record<(typeof TEXTS)[number], string>> = Object.fromEntries(texts);
  const endpoint = readEndpoint(input);
  return {
    domainName,
    ...given,
    ...(given.certificateArn !== undefined && { certificateUploadDate: ports.now() / 1000 }),
    ...endpoint,
    securityPolicy,
    ...(mutualTlsAuthentication !== undefined && { mutualTlsAuthentication }),
    targetDomainName: targetOf(call, ports, endpoint.endpointType),
    basePathMappings: [],
    tags: readStringMap(input, 'tags') ?? {},
  };
}

function readEndpoint(input: JsonObject): Pick<DomainName, 'endpointType' | 'ipAddressType'> {
  const endpoint = readObject(input, 'endpointConfiguration') ?? {};
  const [type = 'EDGE', ...more] = readStrings(endpoint, 'types') ?? [];
  if (more.length > 0) throw badRequest('Cannot create a domain name with multiple Endpoint Types.');
  if (type === 'PRIVATE') throw badRequest('Portico does not serve private domain names yet. Leave PRIVATE out.');
  if (type !== 'EDGE' && type !== 'REGIONAL') {
    throw badRequest('Invalid EndpointTypes specified. Valid options are REGIONAL,EDGE,PRIVATE');
  }
  const ipAddressType = readString(endpoint, 'ipAddressType') ?? 'ipv4';
  if (ipAddressType !== 'ipv4' && ipAddressType !== 'dualstack') {
    throw badRequest('ipAddressType must be either ipv4 or dualstack.');
  }
  return { endpointType: type, ipAddressType };
}

function readMutualTls(input: JsonObject): MutualTls | undefined {
  const tls = readObject(input, 'mutualTlsAuthentication');
  const truststoreUri = tls && readString(tls, 'truststoreUri');
  const truststoreVersion = tls && readString(tls, 'truststoreVersion');
  if (truststoreUri === undefined) return undefined;
  return { truststoreUri, ...(truststoreVersion !== undefined && { truststoreVersion }) };
}

/** What DNS would point at. */
function targetOf(call: OperationCall, ports: ApiGatewayPorts, endpointType: DomainName['endpointType']): string {
  const id = ports.newId(10);
  return endpointType === 'EDGE' ? `d${id}.cloudfront.net` : `d-${id}.execute-api.${call.caller.region}.amazonaws.com`;
}
