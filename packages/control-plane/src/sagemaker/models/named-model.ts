import type { SageMakerModel, Scope } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccess } from '../access.ts';
import { notFound } from '../errors.ts';
import { MODEL_NAME } from '../names.ts';
import type { SageMakerPorts } from '../ports.ts';
import { readInput, structure } from '../shape.ts';

const INPUT = structure<{ readonly ModelName: string }>(['ModelName'], { ModelName: MODEL_NAME });

/** The model that the input of an operation names; the caller must be allowed the operation. */
export function namedModel(
  operation: 'DescribeModel' | 'DeleteModel',
  input: JsonObject,
  caller: VerifiedIdentity,
  ports: SageMakerPorts,
): SageMakerModel {
  const { ModelName } = readInput(INPUT, input);
  requireAccess(ports, caller, operation, 'model', ModelName);
  return modelNamed(ports, caller, ModelName);
}

/** Throws ValidationException when there is no such model. */
export function modelNamed({ store }: SageMakerPorts, owner: Scope, name: string): SageMakerModel {
  const model = store.sagemakerModels.get(owner, name);
  if (model === undefined) throw notFound(owner, 'model', name);
  return model;
}
