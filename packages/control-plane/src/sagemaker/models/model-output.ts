import type { SageMakerModel, Scope } from '@portico/store';
import { sagemakerArn } from '../arn.ts';
import type { Output } from '../operation.ts';

/** A model as DescribeModel writes it. Tags are read by ListTags only. */
export function modelOutput(owner: Scope, { Tags: _, ...model }: SageMakerModel): Output {
  return {
    ...model,
    PrimaryContainer: { Mode: 'SingleModel', ...model.PrimaryContainer },
    EnableNetworkIsolation: model.EnableNetworkIsolation ?? false,
    ModelArn: sagemakerArn(owner, 'model', model.ModelName),
  };
}
