import type { EndpointConfig, ProductionVariantConfig } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess, requireAccessTo } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import { alreadyExists, notServed, refused } from '../errors.ts';
import { modelNamed } from '../models/named-model.ts';
import type { Output } from '../operation.ts';
import { namesake } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput } from '../shape.ts';
import type { CreateEndpointConfigInput, VariantInput } from './endpoint-config-input.ts';
import { CREATE_ENDPOINT_CONFIG_INPUT } from './endpoint-config-input.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html */
export function createEndpointConfig(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(CREATE_ENDPOINT_CONFIG_INPUT, input);
  const { EndpointConfigName, KmsKeyId, Tags } = request;
  requireAccess(ports, caller, 'CreateEndpointConfig', 'endpoint-config', EndpointConfigName);
  const arn = sagemakerArn(caller, 'endpoint-config', EndpointConfigName);
  if (Tags !== undefined) requireAccessTo(ports, caller, 'AddTags', arn);
  refuseNotServed(request);
  const ProductionVariants = request.ProductionVariants.map(variantOf);
  refuseRepeated(ProductionVariants);
  const config: EndpointConfig = {
    EndpointConfigName,
    ProductionVariants,
    ...(KmsKeyId !== undefined && { KmsKeyId }),
    ...(Tags !== undefined && { Tags }),
    CreationTime: ports.now() / 1000,
  };
  ports.store.transaction(() => {
    const { endpointConfigs } = ports.store;
    if (namesake(endpointConfigs.list(caller), EndpointConfigName, (one) => one.EndpointConfigName) !== undefined) {
      throw alreadyExists(caller, 'endpoint-config', EndpointConfigName);
    }
    for (const { ModelName } of ProductionVariants) modelNamed(ports, caller, ModelName);
    endpointConfigs.put(caller, EndpointConfigName, config);
  });
  return { EndpointConfigArn: arn };
}

function refuseNotServed(request: CreateEndpointConfigInput): void {
  const members: readonly (readonly [name: string, isGiven: boolean])[] = [
    ['ShadowProductionVariants', (request.ShadowProductionVariants?.length ?? 0) > 0],
    ['DataCaptureConfig', request.DataCaptureConfig?.EnableCapture === true],
    ['AsyncInferenceConfig', request.AsyncInferenceConfig !== undefined],
    ['ExplainerConfig', request.ExplainerConfig !== undefined],
    ['ExecutionRoleArn of an endpoint configuration (inference components)', request.ExecutionRoleArn !== undefined],
    ['VpcConfig of an endpoint configuration', request.VpcConfig !== undefined],
    ['EnableNetworkIsolation of an endpoint configuration', request.EnableNetworkIsolation === true],
  ];
  for (const [name, isGiven] of members) if (isGiven) throw notServed(name, 'Leave it out.');
}

function variantOf(variant: VariantInput): ProductionVariantConfig {
  const { ModelName, AcceleratorType, ManagedInstanceScaling, RoutingConfig, ...rest } = variant;
  if (ModelName === undefined) throw notServed('inference components (a variant without ModelName)', 'Name a model.');
  if (AcceleratorType !== undefined) throw notServed('AcceleratorType', 'Leave it out.');
  if (ManagedInstanceScaling?.Status === 'ENABLED') throw notServed('ManagedInstanceScaling', 'Leave it out.');
  if (RoutingConfig?.RoutingStrategy === 'LEAST_OUTSTANDING_REQUESTS') {
    throw notServed('RoutingStrategy LEAST_OUTSTANDING_REQUESTS', 'Leave it out: RANDOM is the default.');
  }
  checkCapacity(variant);
  return { ...rest, ModelName, InitialVariantWeight: variant.InitialVariantWeight ?? 1 };
}

/** TODO(aws-verify): the texts of both refusals */
function checkCapacity({ VariantName, InstanceType, InitialInstanceCount, ServerlessConfig }: VariantInput): void {
  if (ServerlessConfig === undefined) {
    if (InstanceType !== undefined && InitialInstanceCount !== undefined) return;
    throw refused(
      `Production variant "${VariantName}" needs InstanceType and InitialInstanceCount, or ServerlessConfig.`,
    );
  }
  if (InstanceType !== undefined || InitialInstanceCount !== undefined) {
    throw refused(
      `Production variant "${VariantName}" has a ServerlessConfig: InstanceType and InitialInstanceCount are not allowed.`,
    );
  }
  if (ServerlessConfig.MemorySizeInMB % 1024 !== 0) {
    throw refused(
      `Memory size ${ServerlessConfig.MemorySizeInMB} MB is not supported. Choose one of 1024, 2048, 3072, 4096, 5120, 6144.`,
    );
  }
}

function refuseRepeated(variants: readonly ProductionVariantConfig[]): void {
  const names = variants.map(({ VariantName }) => VariantName);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  // TODO(aws-verify): the text
  if (repeated !== undefined) throw refused(`Production variant names must be unique: "${repeated}" is there twice.`);
}
