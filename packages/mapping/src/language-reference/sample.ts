import { Payload } from '@portico/values';
import { createContext } from '../context.ts';
import type { MappingScope } from '../mapping-scope.ts';

/** The body of the request in the examples. */
export const SAMPLE_BODY = `{"s":"banana","n":42,"big":5000000000,"huge":99999999999999999999,"exact":1.234567890123456789,"d":2.5,"yes":true,
 "list":["a","b","a"],"nums":[3,1,2],"map":{"k":"v","n":1},"films":[{"id":101,"title":"Up"},{"id":131,"title":"Her"}]}`;

/** Request and stage of the examples: what `$input`, `$context` and `$stageVariables` show. */
export const SAMPLE_SCOPE: MappingScope = {
  params: {
    path: new Map([['user_id', '321']]),
    querystring: new Map([['items', ['101,131']]]),
    header: new Map([['Accept', ['application/json']]]),
  },
  requestBody: Payload.fromText(SAMPLE_BODY),
  body: Payload.fromText(SAMPLE_BODY),
  stageVariables: new Map([['endpoint', 'movie-ratings']]),
  context: createContext({
    accountId: '123456789012',
    apiId: 'abcdef1234',
    authorizer: new Map<string, string | ReadonlyMap<string, string>>([
      ['principalId', 'user-1'],
      ['claims', new Map([['sub', 'user-1']])],
    ]),
    awsEndpointRequestId: 'f1a2b3c4-5678-90ab-cdef-EXAMPLE11111',
    deploymentId: 'dep123',
    domainName: 'abcdef1234.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcdef1234',
    extendedRequestId: 'Jx3h2E1WIAMFkDQ=',
    httpMethod: 'POST',
    identity: {
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      accountId: '123456789012',
      apiKey: 'example-key',
      apiKeyId: 'k1e2y3',
      caller: 'AIDAEXAMPLE',
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: 'o-example',
      sourceIp: '192.0.2.1',
      user: 'AIDAEXAMPLE',
      userAgent: 'curl/8.0',
      userArn: 'arn:aws:iam::123456789012:user/ada',
      vpcId: 'vpc-1',
      vpceId: 'vpce-1',
    },
    isCanaryRequest: false,
    path: '/test/ratings/321',
    requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
    requestTimeEpoch: 1792567680000,
    resourceId: 'res123',
    resourcePath: '/ratings/{user_id}',
    stage: 'test',
    wafResponseCode: 'WAF_ALLOW',
    webaclArn: 'arn:aws:wafv2:us-east-1:123456789012:regional/webacl/a/b',
  }),
};
