import { expect, test } from 'bun:test';
import { identifyService } from './service-name.ts';

const scope = (service: string): Record<string, string> => ({
  Authorization: `AWS4-HMAC-SHA256 Credential=test/20261122/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});
const sagemaker = { ...scope('sagemaker'), 'X-Amz-Target': 'SageMaker.DescribeEndpoint' };

test.each<[string, Record<string, string>, string | undefined]>([
  ['/restapis', scope('apigateway'), 'apigateway'],
  ['/restapis/a/stages/_user_request_', scope('apigateway'), 'apigateway'],
  ['/restapis/a/test/_user_request_/x', {}, 'execute-api'],
  ['/restapis/a/test/_user_request_', scope('execute-api'), 'execute-api'],
  ['/restapis/a/test/_user_request_/x', scope('apigateway'), 'execute-api'],
  ['/restapis/a/stages/_user_request_/x', {}, 'execute-api'],
  ['/restapis/a/test/_user_request_x', {}, 'apigateway'],
  ['/_aws/execute-api/a/test/x?y', {}, 'execute-api'],
  ['/test/x', { Host: 'a1b2.execute-api.localhost:4566' }, 'execute-api'],
  ['/restapis', { Host: 'a1b2.execute-api.us-east-1.amazonaws.com', ...scope('apigateway') }, 'execute-api'],
  ['/', sagemaker, 'sagemaker'],
  ['/', { 'x-amz-target': 'SageMaker.ListEndpoints' }, 'sagemaker'],
  ['/endpoints/e/invocations', scope('sagemaker'), 'sagemaker-runtime'],
  ['/endpoints/e/invocations', {}, 'sagemaker-runtime'],
  ['/endpoints/e/invocations-response-stream', scope('sagemaker'), 'sagemaker-runtime'],
  ['/endpoints/e/nonsense', { Host: 'runtime.sagemaker.eu-west-1.amazonaws.com' }, 'sagemaker-runtime'],
  ['/endpoints/e/nonsense', scope('sagemaker'), 'sagemaker'],
  ['/', { Host: 'api.sagemaker.us-east-1.amazonaws.com' }, 'sagemaker'],
  ['/', { Host: 'apigateway.localhost:4566' }, 'apigateway'],
  ['/bucket/key?X-Amz-Credential=test%2F20261122%2Fus-east-1%2Fs3%2Faws4_request', {}, 's3'],
  ['/', { 'X-Amz-Target': 'Logs_20140328.PutLogEvents' }, 'logs'],
  ['/', { 'X-Amz-Target': 'constructor.x' }, undefined],
  ['/usageplans/u', {}, 'apigateway'],
  ['/', { Authorization: 'Bearer x' }, undefined],
  ['/elsewhere', {}, undefined],
])('%s %j is for %s', (rawTarget, headers, service) => {
  expect(identifyService({ rawTarget, headers: Object.entries(headers) })).toBe(service);
});
