import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccessTo } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import type { ListInput } from '../list-page.ts';
import { listMembers, listPage } from '../list-page.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';

const INPUT = structure<ListInput<'Name' | 'CreationTime'>>([], listMembers(['Name', 'CreationTime']));

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpointConfigs.html */
export function listEndpointConfigs(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'ListEndpointConfigs', '*');
  const configs = ports.store.endpointConfigs.list(caller).map((one) => ({ ...one, name: one.EndpointConfigName }));
  const { page, ...next } = listPage(configs, request, (one, by) => (by === 'Name' ? one.name : one.CreationTime));
  return {
    EndpointConfigs: page.map(({ EndpointConfigName, CreationTime }) => ({
      EndpointConfigName,
      EndpointConfigArn: sagemakerArn(caller, 'endpoint-config', EndpointConfigName),
      CreationTime,
    })),
    ...next,
  };
}
