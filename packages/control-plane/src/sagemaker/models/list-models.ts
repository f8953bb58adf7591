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

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListModels.html */
export function listModels(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'ListModels', '*');
  const models = ports.store.sagemakerModels.list(caller).map((model) => ({ ...model, name: model.ModelName }));
  const { page, ...next } = listPage(models, request, (model, by) => (by === 'Name' ? model.name : model.CreationTime));
  return {
    Models: page.map(({ ModelName, CreationTime }) => ({
      ModelName,
      ModelArn: sagemakerArn(caller, 'model', ModelName),
      CreationTime,
    })),
    ...next,
  };
}
