import { expect, test } from 'bun:test';
import type { Deployment, Method, RestApi } from '@portico/api-model';
import { changesSinceDeployment } from './changes-since-deployment.ts';

const method: Method = {
  httpMethod: 'GET',
  authorizationType: 'NONE',
  authorizationScopes: [],
  apiKeyRequired: false,
  requestParameters: { 'method.request.querystring.a': true, 'method.request.querystring.b': false },
  requestModels: {},
  methodResponses: [],
};

const api: RestApi = {
  id: 'pets',
  name: 'pets',
  createdDate: 0,
  apiKeySource: 'HEADER',
  binaryMediaTypes: ['image/png', 'image/gif'],
  disableExecuteApiEndpoint: false,
  endpointTypes: ['EDGE'],
  tags: {},
  resources: [{ id: 'r', path: '/', methods: [method] }],
  models: [{ id: 'm', name: 'Pet', contentType: 'application/json', schema: '{"type":"object"}' }],
  requestValidators: [],
  authorizers: [],
  gatewayResponses: [],
};

const deployment: Deployment = { id: 'd', createdDate: 1, api };

test.each<[string, Partial<RestApi>, readonly string[]]>([
  ['nothing', {}, []],
  ['what reaches no caller', { name: 'x', description: 'y', tags: { a: 'b' } }, []],
  ['an order that does not count', { binaryMediaTypes: ['image/gif', 'image/png'] }, []],
  [
    'an order of parameters',
    {
      resources: [
        {
          id: 'r',
          path: '/',
          methods: [
            {
              ...method,
              requestParameters: { 'method.request.querystring.b': false, 'method.request.querystring.a': true },
            },
          ],
        },
      ],
    },
    [],
  ],
  [
    'a changed method',
    { resources: [{ id: 'r', path: '/', methods: [{ ...method, apiKeyRequired: true }] }] },
    ['changed GET /'],
  ],
  ['a moved method', { resources: [{ id: 'r', path: '/a', methods: [method] }] }, ['added GET /a', 'removed GET /']],
  [
    'settings',
    { policy: '{}', minimumCompressionSize: 0, apiKeySource: 'AUTHORIZER' },
    ['added resource policy', 'added minimum compression size', 'changed API key source'],
  ],
  ['a model', { models: [] }, ['removed model Pet']],
  [
    'a gateway response',
    { gatewayResponses: [{ responseType: 'THROTTLED', responseParameters: {}, responseTemplates: {} }] },
    ['added gateway response THROTTLED'],
  ],
])('%s', (_, over, changes) => {
  const found = changesSinceDeployment({ ...api, ...over }, deployment);
  expect(found.map(({ kind, what }) => `${kind} ${what}`)).toEqual([...changes]);
});
