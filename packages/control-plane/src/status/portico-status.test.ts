import { expect, test } from 'bun:test';
import type { RestApi } from '@portico/api-model';
import { createMemoryStore } from '@portico/store';
import { newStage } from '../apigateway/deployments/deploy-api.ts';
import { finding } from '../testing/local-api-gateway.ts';
import type { StatusPorts } from './portico-status.ts';
import { porticoStatus } from './portico-status.ts';

const OWNER = { accountId: '000000000000', region: 'us-east-1' };
const CALLER = { ...OWNER, service: 'apigateway', accessKeyId: 'test', arn: 'arn:aws:iam::000000000000:root' };

function api(over: Partial<RestApi> = {}): RestApi {
  return {
    id: 'a1',
    name: 'Pets',
    createdDate: 1,
    apiKeySource: 'HEADER',
    disableExecuteApiEndpoint: false,
    endpointTypes: ['EDGE'],
    ipAddressType: 'ipv4',
    binaryMediaTypes: [],
    resources: [],
    models: [],
    requestValidators: [],
    authorizers: [],
    gatewayResponses: [],
    tags: {},
    ...over,
  } as RestApi;
}

function ports(over: Partial<StatusPorts> = {}): StatusPorts {
  return {
    store: createMemoryStore(),
    version: '1.2.3',
    authorize: () => ({ isAllowed: true }),
    check: () => [],
    processEndpoints: () => [],
    ...over,
  };
}

test('nothing', () => {
  expect(porticoStatus(CALLER, ports())).toEqual({ version: '1.2.3', ...OWNER, apis: [], endpoints: [] });
});

test('a stage says what it serves, what was changed since, and what the compiler warned of', () => {
  const own = ports({ check: () => [finding('warning', 'careful')] });
  own.store.apis.put(OWNER, api());
  const deployment = { id: 'd1', createdDate: 1_792_567_680, api: api() };
  own.store.deployments.create('a1', deployment);
  own.store.stages.put(newStage('a1', 'test', deployment));
  own.store.apis.put(OWNER, api({ binaryMediaTypes: ['image/png'] }));
  expect(porticoStatus(CALLER, own).apis).toEqual([
    {
      id: 'a1',
      name: 'Pets',
      lastDeploymentId: 'd1',
      stages: [
        {
          stageName: 'test',
          deploymentId: 'd1',
          deployedAt: '2026-10-21T07:28:00.000Z',
          changedSinceDeployment: [{ kind: 'changed', what: 'binary media types' }],
          warnings: [finding('warning', 'careful')],
        },
      ],
    },
  ]);
});

test('an endpoint of the command line stands in for the stored one of its name', () => {
  const shown = { name: 'movies', status: 'InService', variants: [], source: '--model dir' };
  const own = ports({ processEndpoints: () => [shown] });
  for (const EndpointName of ['movies', 'other']) {
    own.store.endpoints.put(OWNER, EndpointName, {
      EndpointName,
      EndpointConfigName: 'c',
      EndpointStatus: 'Failed',
      FailureReason: 'no model',
      Variants: [],
      CreationTime: 1,
      LastModifiedTime: 1,
    });
  }
  expect(porticoStatus(CALLER, own).endpoints).toEqual([
    { name: 'other', status: 'Failed', endpointConfigName: 'c', failureReason: 'no model', variants: [] },
    shown,
  ]);
});

test.each(['apigateway:GET', 'sagemaker:ListEndpoints'])('who may not %s is told nothing', (action) => {
  const own = ports({
    authorize: (request) => (request.action === action ? { isAllowed: false, message: 'no' } : { isAllowed: true }),
  });
  expect(() => porticoStatus(CALLER, own)).toThrow('no');
});
