import type { OperationCall } from '../../operation-call.ts';
import { queryValue } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { flattenSchema } from './flatten-schema.ts';
import { modelOutput } from './model-output.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModel.html; `flatten=true` puts referred models into the schema. */
export function getModel(call: OperationCall, ports: ApiGatewayPorts): Output {
  const { api, model } = namedModel(call, ports);
  if (queryValue(call, 'flatten') !== 'true') return modelOutput(model);
  return modelOutput({ ...model, schema: flattenSchema(api, model) });
}
