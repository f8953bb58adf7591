import type { SageMakerModel } from '@portico/store';
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
  const model = ports.store.sagemakerModels.get(caller, ModelName);
  if (model === undefined) throw notFound(caller, 'model', ModelName);
  return model;
}
