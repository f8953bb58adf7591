import type { OperationCall } from '../../operation-call.ts';
import { namedApi } from '../lookup.ts';
import type { Output } from '../output-maps.ts';
import type { Page } from '../page.ts';
import { page } from '../page.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { modelOutput } from './model-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetModels.html */
export function getModels(call: OperationCall, ports: ApiGatewayPorts): Page<Output> {
  return page(call, namedApi(call, ports).models, ({ name }) => name, modelOutput);
}
