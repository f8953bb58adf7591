import type { OperationBinding } from '@portico/wire';
import type { OperationCall } from '../operation-call.ts';
import { createDeployment } from './create-deployment.ts';
import { createStage } from './create-stage.ts';
import { deleteDeployment } from './delete-deployment.ts';
import { deleteRestApi } from './delete-rest-api.ts';
import { deleteStage } from './delete-stage.ts';
import { getDeployment } from './get-deployment.ts';
import { getDeployments } from './get-deployments.ts';
import { getResources } from './get-resources.ts';
import { getRestApi } from './get-rest-api.ts';
import { getRestApis } from './get-rest-apis.ts';
import { getStage } from './get-stage.ts';
import { getStages } from './get-stages.ts';
import { importRestApi } from './import-rest-api.ts';
import type { ApiGatewayPorts } from './ports.ts';
import { putRestApi } from './put-rest-api.ts';
import { updateStage } from './update-stage.ts';

/** An operation with its HTTP binding (spec: control plane, section 3). `run` returns the output or a promise of it, undefined for none. */
export interface ApiGatewayOperation extends OperationBinding {
  readonly run: (call: OperationCall, ports: ApiGatewayPorts) => unknown;
}

const API = '/restapis/{restapi_id}';

/** Every operation of API Gateway that Portico serves. */
export const API_GATEWAY_OPERATIONS: readonly ApiGatewayOperation[] = [
  { name: 'ImportRestApi', method: 'POST', uri: '/restapis?mode=import', status: 201, run: importRestApi },
  { name: 'PutRestApi', method: 'PUT', uri: API, status: 200, run: putRestApi },
  { name: 'GetRestApi', method: 'GET', uri: API, status: 200, run: getRestApi },
  { name: 'GetRestApis', method: 'GET', uri: '/restapis', status: 200, run: getRestApis },
  { name: 'DeleteRestApi', method: 'DELETE', uri: API, status: 202, run: deleteRestApi },
  { name: 'GetResources', method: 'GET', uri: `${API}/resources`, status: 200, run: getResources },
  { name: 'CreateDeployment', method: 'POST', uri: `${API}/deployments`, status: 201, run: createDeployment },
  { name: 'GetDeployment', method: 'GET', uri: `${API}/deployments/{deployment_id}`, status: 200, run: getDeployment },
  { name: 'GetDeployments', method: 'GET', uri: `${API}/deployments`, status: 200, run: getDeployments },
  {
    name: 'DeleteDeployment',
    method: 'DELETE',
    uri: `${API}/deployments/{deployment_id}`,
    status: 202,
    run: deleteDeployment,
  },
  { name: 'CreateStage', method: 'POST', uri: `${API}/stages`, status: 201, run: createStage },
  { name: 'GetStage', method: 'GET', uri: `${API}/stages/{stage_name}`, status: 200, run: getStage },
  { name: 'GetStages', method: 'GET', uri: `${API}/stages`, status: 200, run: getStages },
  { name: 'UpdateStage', method: 'PATCH', uri: `${API}/stages/{stage_name}`, status: 200, run: updateStage },
  { name: 'DeleteStage', method: 'DELETE', uri: `${API}/stages/{stage_name}`, status: 202, run: deleteStage },
];
