import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { modelOutput } from './model-output.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DescribeModel.html */
export function describeModel(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  return modelOutput(caller, namedModel('DescribeModel', input, caller, ports));
}
