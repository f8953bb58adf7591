import { afterAll, expect, test } from 'bun:test';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { APIGatewayClient, CreateBasePathMappingCommand, CreateDomainNameCommand } from '@aws-sdk/client-api-gateway';
import { cleanUp, startPortico, temporaryDirectory } from './portico.ts';
import { rawExchange } from './raw-http.ts';

afterAll(cleanUp, 30_000);

const DEFINITION = {
  openapi: '3.0.1',
  info: { title: 'hello', version: '1' },
  'x-amazon-apigateway-endpoint-configuration': { disableExecuteApiEndpoint: true },
  paths: {
    '/pets': {
      get: {
        responses: { 200: { description: 'ok' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: {
            default: {
              statusCode: 200,
              responseTemplates: { 'application/json': '$context.domainName $context.stage $context.path' },
            },
          },
        },
      },
    },
  },
};

test.each([1, 2])(
  'a custom domain leads to its stages as soon as it is mapped: workers %d',
  async (workers) => {
    const file = join(temporaryDirectory(), 'api.json');
    writeFileSync(file, JSON.stringify(DEFINITION));
    const portico = await startPortico(['--no-sample', '--api', file, '--workers', String(workers)]);
    const restApiId = /\/restapis\/([a-z0-9]+)\//.exec(portico.output())?.[1] ?? '';
    const ask = async (path: string): Promise<string> => {
      const request = `GET ${path} HTTP/1.1\r\nHost: api.example.com\r\nConnection: close\r\n\r\n`;
      const answer = await rawExchange(portico.port, [request]);
      return `${answer.slice(9, 12)} ${answer.slice(answer.indexOf('\r\n\r\n') + 4)}`;
    };
    const client = new APIGatewayClient({
      endpoint: portico.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    });
    const domainName = 'api.example.com';
    await client.send(
      new CreateDomainNameCommand({
        domainName,
        regionalCertificateArn: 'arn:aws:acm:us-east-1:000000000000:certificate/11111111-2222-4333-8444-555555555555',
        endpointConfiguration: { types: ['REGIONAL'] },
      }),
    );
    expect(await ask('/v1/pets')).toStartWith('404 ');
    await client.send(new CreateBasePathMappingCommand({ domainName, restApiId, basePath: 'v1', stage: 'test' }));
    expect(await ask('/v1/pets')).toBe('200 api.example.com test /v1/pets');
    await client.send(new CreateBasePathMappingCommand({ domainName, restApiId }));
    expect(await ask('/test/pets')).toBe('200 api.example.com test /test/pets');
    expect(await ask('/v1/cats')).toBe('403 {"message":"Missing Authentication Token"}');
    // The default host is switched off, the domain is not.
    const byDefaultHost = await fetch(portico.api(restApiId, '/pets'));
    expect([byDefaultHost.status, await byDefaultHost.text()]).toEqual([403, '{"message":"Forbidden"}']);
  },
  30_000,
);
