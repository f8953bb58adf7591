import { expect, test } from 'bun:test';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration, type Stack } from 'aws-cdk-lib';
import { JsonSchemaType } from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Synthesized, synthesize } from '../test/synthesize.ts';
import type { ApiGatewayToSageMakerEndpoint } from './api-gateway-to-sagemaker-endpoint.ts';
import type { ApiGatewayToSageMakerEndpointProps } from './props.ts';

interface Example {
  readonly props?: (stack: Stack) => Partial<ApiGatewayToSageMakerEndpointProps>;
  readonly extend?: (api: ApiGatewayToSageMakerEndpoint) => void;
}

const SCHEMA = { type: JsonSchemaType.OBJECT, required: ['instances'] };

/** One file under test/templates for each; `UPDATE_TEMPLATES=1` writes them, and the difference is to be reviewed. */
const EXAMPLES: Readonly<Record<string, Example>> = {
  minimal: {},
  override: {
    props: (stack) => ({
      resourceName: 'my-resource',
      responseMappingTemplate: "$input.json('$.predictions')",
      apiGatewayExecutionRole: new iam.Role(stack, 'Role', {
        assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      }),
    }),
  },
  'api-key': {
    props: () => ({ createUsagePlan: true, apiGatewayProps: { defaultMethodOptions: { apiKeyRequired: true } } }),
  },
  'opt-in-method': { props: () => ({ method: 'POST' }) },
  'opt-in-request-parameters': {
    props: () => ({
      requiredQueryParameters: ['items'],
      requestParameters: { 'method.request.header.X-Trace': false },
    }),
  },
  'opt-in-request-models': { props: () => ({ method: 'POST', requestModels: { 'application/json': SCHEMA } }) },
  'opt-in-responses': {
    props: () => ({
      integrationResponses: [{ statusCode: '200' }, { statusCode: '503', selectionPattern: '[45]\\d{2}' }],
      methodResponses: [{ statusCode: '200' }, { statusCode: '503' }],
    }),
  },
  'opt-in-cors': { props: () => ({ cors: { allowOrigins: ['https://app.example'] } }) },
  'opt-in-throttle': { props: () => ({ throttle: { rateLimit: 100, burstLimit: 20 } }) },
  'opt-in-cache': { props: () => ({ cache: { ttl: Duration.minutes(10) } }) },
  'opt-in-api-key-required': { props: () => ({ apiKeyRequired: true }) },
  'opt-in-add-method': {
    extend: (api) => {
      api.addMethod({ method: 'POST', resourcePath: 'batch', requestMappingTemplate: '$input.body' });
    },
  },
};

const folder = join(import.meta.dirname, '..', 'test', 'templates');

test.each(Object.entries(EXAMPLES))('the template of %s is as recorded', (name, { props = () => ({}), extend }) => {
  const { template, warnings }: Synthesized = synthesize(props, extend === undefined ? {} : { extend });
  const path = join(folder, `${name}.json`);
  if (process.env['UPDATE_TEMPLATES'] === '1') writeFileSync(path, `${JSON.stringify(template, null, 2)}\n`);
  expect(existsSync(path) && JSON.parse(readFileSync(path, 'utf8'))).toEqual(JSON.parse(JSON.stringify(template)));
  expect(warnings).toEqual([]);
});

test('every recorded template has an example', () => {
  expect(readdirSync(folder).sort()).toEqual(
    Object.keys(EXAMPLES)
      .map((name) => `${name}.json`)
      .sort(),
  );
});
