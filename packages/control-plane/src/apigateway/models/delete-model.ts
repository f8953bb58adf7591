import type { OperationCall } from '../../operation-call.ts';
import { saveApi } from '../edit-api.ts';
import { conflict } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { modelUse } from './model-rules.ts';
import { namedModel } from './named-model.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_DeleteModel.html: refused while something refers to it. */
export function deleteModel(call: OperationCall, ports: ApiGatewayPorts): undefined {
  ports.store.transaction(() => {
    const { api, model } = namedModel(call, ports);
    const use = modelUse(api, model.name);
    if (use !== undefined) throw conflict(`Cannot delete model '${model.name}', is referenced in ${use}`);
    saveApi(call, ports, { ...api, models: api.models.filter((one) => one !== model) });
  });
}
