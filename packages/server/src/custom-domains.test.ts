import { expect, test } from 'bun:test';
import type { DomainName } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import { customDomains } from './custom-domains.ts';

const SCOPE = { accountId: '000000000000', region: 'eu-west-1' };

function domain(domainName: string, basePath: string): DomainName {
  return {
    domainName,
    endpointType: 'REGIONAL',
    ipAddressType: 'ipv4',
    securityPolicy: 'TLS_1_2',
    targetDomainName: 'd-1',
    basePathMappings: [{ basePath, restApiId: 'api1', stage: 'test' }],
    tags: {},
  };
}

test('a host finds its domain, whatever its case and port, and what is mapped acts at once', () => {
  const { find, domainNames } = customDomains(createMemoryStore());
  expect(find('api.example.com', '/v1/pets')).toBeUndefined();
  domainNames.put(SCOPE, 'api.example.com', domain('api.example.com', 'v1'));
  domainNames.put(SCOPE, '*.example.org', domain('*.example.org', '(none)'));
  for (const host of ['api.example.com', 'API.Example.com:4566']) {
    expect(find(host, '/v1/pets')).toMatchObject({ apiId: 'api1', stageName: 'test', belowStage: { path: '/pets' } });
  }
  expect(find('api.example.com', '/v2/pets')).toBeUndefined();
  expect(find('any.example.org', '/pets')).toMatchObject({ belowStage: { path: '/pets' }, contextPath: '/pets' });
  for (const host of ['a.b.example.org', 'example.org', 'localhost', '127.0.0.1:4566', '[::1]:4566', 'x.localhost']) {
    expect(find(host, '/pets')).toBeUndefined();
  }
  domainNames.delete(SCOPE, 'api.example.com');
  expect(find('api.example.com', '/v1/pets')).toBeUndefined();
});
