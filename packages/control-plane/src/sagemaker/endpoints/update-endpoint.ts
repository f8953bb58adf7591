import type { EndpointVariant } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { endpointConfigNamed } from '../endpoint-configs/named-endpoint-config.ts';
import { RESOURCE_NAME } from '../names.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import type { Shape } from '../shape.ts';
import { BOOLEAN, list, oneOf, readInput, structure } from '../shape.ts';
import type { DeploymentConfig } from './deployment-config.ts';
import { DEPLOYMENT_CONFIG, refuseNotServed } from './deployment-config.ts';
import { variantsOf } from './endpoint-variants.ts';
import { startUpdate } from './start-update.ts';

type VariantProperty = 'DesiredInstanceCount' | 'DesiredWeight' | 'DataCaptureConfig';

interface UpdateEndpointInput {
  readonly EndpointName: string;
  readonly EndpointConfigName: string;
  readonly RetainAllVariantProperties?: boolean;
  readonly ExcludeRetainedVariantProperties?: readonly { readonly VariantPropertyType: VariantProperty }[];
  readonly DeploymentConfig?: DeploymentConfig;
  readonly RetainDeploymentConfig?: boolean;
}

const EXCLUDED: Shape<{ readonly VariantPropertyType: VariantProperty }> = structure<{
  readonly VariantPropertyType: VariantProperty;
}>(['VariantPropertyType'], {
  VariantPropertyType: oneOf(['DesiredInstanceCount', 'DesiredWeight', 'DataCaptureConfig']),
});

const INPUT = structure<UpdateEndpointInput>(['EndpointName', 'EndpointConfigName'], {
  EndpointName: RESOURCE_NAME,
  EndpointConfigName: RESOURCE_NAME,
  RetainAllVariantProperties: BOOLEAN,
  ExcludeRetainedVariantProperties: list(EXCLUDED, { max: 3 }),
  DeploymentConfig: DEPLOYMENT_CONFIG,
  RetainDeploymentConfig: BOOLEAN,
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_UpdateEndpoint.html: what is in service serves until everything new is loaded. */
export function updateEndpoint(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(INPUT, input);
  const { EndpointName, EndpointConfigName } = request;
  requireAccess(ports, caller, 'UpdateEndpoint', 'endpoint', EndpointName);
  requireAccess(ports, caller, 'UpdateEndpoint', 'endpoint-config', EndpointConfigName);
  refuseNotServed(request.DeploymentConfig);
  return startUpdate(ports, caller, EndpointName, (endpoint) => {
    // The service needs the old configuration too: https://github.com/hashicorp/terraform-provider-aws/issues/40048
    endpointConfigNamed(ports, caller, endpoint.EndpointConfigName);
    const variants = variantsOf(ports, caller, endpointConfigNamed(ports, caller, EndpointConfigName));
    return { EndpointConfigName, Variants: retained(variants, endpoint.Variants, request), KeepsModels: false };
  });
}

/** With RetainAllVariantProperties, variants of the same name keep the weight and the count that they have now. */
function retained(
  variants: readonly EndpointVariant[],
  current: readonly EndpointVariant[],
  { RetainAllVariantProperties, ExcludeRetainedVariantProperties = [] }: UpdateEndpointInput,
): readonly EndpointVariant[] {
  if (RetainAllVariantProperties !== true) return variants;
  const keeps = (property: VariantProperty): boolean =>
    !ExcludeRetainedVariantProperties.some(({ VariantPropertyType }) => VariantPropertyType === property);
  return variants.map((variant) => {
    const before = current.find(({ VariantName }) => VariantName === variant.VariantName);
    if (before === undefined) return variant;
    return {
      ...variant,
      ...(keeps('DesiredWeight') && { Weight: before.Weight }),
      ...(keeps('DesiredInstanceCount') &&
        variant.InstanceCount !== undefined &&
        before.InstanceCount !== undefined && { InstanceCount: before.InstanceCount }),
    };
  });
}
