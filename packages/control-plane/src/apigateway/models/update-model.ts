import type { OperationCall } from '../../operation-call.ts';
import { placed, saveApi } from '../edit-api.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { patchSimple } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { modelOutput } from './model-output.ts';
import { checkSchema } from './model-rules.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateModel.html */
export function updateModel(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateModelInput');
  return ports.store.transaction(() => {
    const { api, model } = namedModel(call, ports);
    const changed = patchSimple(model, operations, {
      '/description': ({ description: _, ...rest }, value) =>
        value === undefined || value === '' ? rest : { ...rest, description: value },
      '/schema': (one, value) => ({ ...one, schema: checkSchema(api, value) }),
    });
    saveApi(call, ports, { ...api, models: placed(api.models, changed, ({ name }) => name) });
    return modelOutput(changed);
  });
}
