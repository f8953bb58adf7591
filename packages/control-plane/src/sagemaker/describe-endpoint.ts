import type { EndpointConfig, EndpointDocument, Scope } from '@portico/store';
import { AwsError } from '@portico/wire';
import type { JsonObject } from '../json-input.ts';
import { readString } from '../json-input.ts';
import { refuseMissing, refuseViolations } from '../shape-violations.ts';
import { sagemakerArn } from './arn.ts';
import type { SageMakerPorts } from './ports.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeEndpoint.html */
export function describeEndpoint(
  input: JsonObject,
  owner: Scope,
  ports: SageMakerPorts,
): Readonly<Record<string, unknown>> {
  const { endpointName } = refuseMissing('', { endpointName: readString(input, 'EndpointName') });
  checkName(endpointName);
  const endpoint = ports.store.endpoints.get(owner, endpointName);
  if (endpoint === undefined) {
    const arn = sagemakerArn(owner, 'endpoint', endpointName);
    throw new AwsError('ValidationException', 400, `Could not find endpoint "${arn}".`);
  }
  const config = ports.store.endpointConfigs.get(owner, endpoint.EndpointConfigName);
  return {
    EndpointName: endpoint.EndpointName,
    EndpointArn: sagemakerArn(owner, 'endpoint', endpoint.EndpointName),
    EndpointConfigName: endpoint.EndpointConfigName,
    // A configuration may be deleted while its endpoint lives.
    ...(config !== undefined && { ProductionVariants: variants(config, endpoint) }),
    EndpointStatus: endpoint.EndpointStatus,
    ...(endpoint.FailureReason !== undefined && { FailureReason: endpoint.FailureReason }),
    CreationTime: endpoint.CreationTime,
    LastModifiedTime: endpoint.LastModifiedTime,
  };
}

function variants(config: EndpointConfig, endpoint: EndpointDocument): readonly Readonly<Record<string, unknown>>[] {
  const weights = new Map(Object.entries(endpoint.DesiredWeights));
  return config.ProductionVariants.map(({ VariantName, InitialVariantWeight }) => {
    const weight = weights.get(VariantName) ?? InitialVariantWeight;
    return { VariantName, CurrentWeight: weight, DesiredWeight: weight };
  });
}

function checkName(endpointName: string): void {
  const violation = (constraint: string) => ({ value: endpointName, path: 'endpointName', constraint });
  refuseViolations([
    ...(endpointName.length > 63 ? [violation('Member must have length less than or equal to 63')] : []),
    ...(/^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/.test(endpointName)
      ? []
      : [violation('Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*')]),
  ]);
}
