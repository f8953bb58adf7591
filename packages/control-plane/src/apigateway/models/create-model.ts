import type { Model } from '@portico/api-model';
import { parseInput, readString } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import { changeApi, unusedId } from '../edit-api.ts';
import { badRequest, conflict } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { modelOutput } from './model-output.ts';
import { checkSchema } from './model-rules.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateModel.html */
export function createModel(call: OperationCall, ports: ApiGatewayPorts): Output {
  const input = parseInput(call.body);
  const name = readString(input, 'name') ?? '';
  const description = readString(input, 'description');
  const contentType = readString(input, 'contentType') ?? '';
  const schema = readString(input, 'schema');
  const changed = changeApi(call, ports, (api) => {
    if (name === '') throw badRequest('Model name must be non-empty');
    if (!/^[a-zA-Z0-9]+$/.test(name)) throw badRequest(`Model name must be alphanumeric: ${name}`);
    // TODO(aws-verify): the text
    if (contentType === '') throw badRequest('Content-Type must be non-empty');
    if (api.models.some((model) => model.name === name)) {
      throw conflict('Model name already exists for this REST API');
    }
    const model: Model = {
      id: unusedId(ports, 6, (id) => api.models.some((one) => one.id === id)),
      name,
      ...(description !== undefined && description !== '' && { description }),
      contentType,
      schema: checkSchema(api, schema),
    };
    return { ...api, models: [...api.models, model] };
  });
  return changed.models.filter((model) => model.name === name).map(modelOutput)[0] ?? {};
}
