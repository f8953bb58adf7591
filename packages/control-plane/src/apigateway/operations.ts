import type { OperationBinding } from '@portico/wire';
import type { OperationCall } from '../operation-call.ts';
import { createDeployment } from './deployments/create-deployment.ts';
import { deleteDeployment } from './deployments/delete-deployment.ts';
import { getDeployment } from './deployments/get-deployment.ts';
import { getDeployments } from './deployments/get-deployments.ts';
import type { ApiGatewayPorts } from './ports.ts';
import { getResources } from './resources/get-resources.ts';
import { deleteRestApi } from './rest-apis/delete-rest-api.ts';
import { getRestApi } from './rest-apis/get-rest-api.ts';
import { getRestApis } from './rest-apis/get-rest-apis.ts';
import { importRestApi } from './rest-apis/import-rest-api.ts';
import { putRestApi } from './rest-apis/put-rest-api.ts';
import { createStage } from './stages/create-stage.ts';
import { deleteStage } from './stages/delete-stage.ts';
import { getStage } from './stages/get-stage.ts';
import { getStages } from './stages/get-stages.ts';
import { updateStage } from './stages/update-stage.ts';

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
