import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { sagemakerArn } from '../arn.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { namedEndpointConfig } from './named-endpoint-config.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpointConfig.html */
export function describeEndpointConfig(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { Tags: _, ...config } = namedEndpointConfig('DescribeEndpointConfig', input, caller, ports);
  return {
    ...config,
    EndpointConfigArn: sagemakerArn(caller, 'endpoint-config', config.EndpointConfigName),
    EnableNetworkIsolation: false,
  };
}
