import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeleteModel.html: endpoints that have the model keep serving it. */
export function deleteModel(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { ModelName } = namedModel('DeleteModel', input, caller, ports);
  ports.store.sagemakerModels.delete(caller, ModelName);
  return undefined;
}
