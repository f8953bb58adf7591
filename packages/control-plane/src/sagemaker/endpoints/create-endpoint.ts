import type { EndpointDocument, SageMakerTag } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess, requireAccessTo } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import { endpointConfigNamed } from '../endpoint-configs/named-endpoint-config.ts';
import { alreadyExists } from '../errors.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import { namesake } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';
import { TAGS } from '../tags/tags.ts';
import type { DeploymentConfig } from './deployment-config.ts';
import { DEPLOYMENT_CONFIG, refuseNotServed } from './deployment-config.ts';
import { variantsOf } from './endpoint-variants.ts';

interface CreateEndpointInput {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly DeploymentConfig?: DeploymentConfig;
  readonly Tags?: readonly SageMakerTag[];
}

const INPUT = structure<CreateEndpointInput>(['EndpointName', 'EndpointConfigName'], {
  EndpointName: RESOURCE_NAME,
  EndpointConfigName: RESOURCE_NAME,
  DeploymentConfig: DEPLOYMENT_CONFIG,
  Tags: TAGS,
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpoint.html: answers at once; the models are loaded after that. */
export function createEndpoint(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { EndpointName, EndpointConfigName, DeploymentConfig, Tags } = readInput(INPUT, input);
  requireAccess(ports, caller, 'CreateEndpoint', 'endpoint', EndpointName);
  requireAccess(ports, caller, 'CreateEndpoint', 'endpoint-config', EndpointConfigName);
  const arn = sagemakerArn(caller, 'endpoint', EndpointName);
  if (Tags !== undefined) requireAccessTo(ports, caller, 'AddTags', arn);
  refuseNotServed(DeploymentConfig);
  ports.store.transaction(() => {
    const { endpoints } = ports.store;
    if (namesake(endpoints.list(caller), EndpointName, (one) => one.EndpointName) !== undefined) {
      throw alreadyExists(caller, 'endpoint', EndpointName);
    }
    const now = ports.now() / 1000;
    const endpoint: EndpointDocument = {
      EndpointName,
      EndpointConfigName,
      EndpointStatus: 'Creating',
      Variants: variantsOf(ports, caller, endpointConfigNamed(ports, caller, EndpointConfigName)),
      ...(Tags !== undefined && { Tags }),
      CreationTime: now,
      LastModifiedTime: now,
    };
    endpoints.put(caller, EndpointName, endpoint);
  });
  ports.endpointLife.advance(caller, EndpointName);
  return { EndpointArn: arn };
}
