import type { RestApi, Stage } from '@portico/api-model';
import type { OperationCall } from '../operation-call.ts';
import { label } from '../operation-call.ts';
import { noSuchApi, noSuchStage } from './errors.ts';
import type { ApiGatewayPorts } from './ports.ts';

/** The API that the request's path names. Another account's API, or another region's, is as missing as one that never was. */
export function namedApi(call: OperationCall, ports: ApiGatewayPorts): RestApi {
  const restApiId = label(call, 'restapi_id');
  const owned = ports.store.apis.get(restApiId);
  if (owned === undefined || owned.accountId !== call.caller.accountId || owned.region !== call.caller.region) {
    throw noSuchApi(call.caller.accountId, restApiId);
  }
  return owned.api;
}

/** The stage that the request's path names, of an API of the caller's. */
export function namedStage(call: OperationCall, ports: ApiGatewayPorts): Stage {
  const api = namedApi(call, ports);
  const stage = ports.store.stages.get(api.id, label(call, 'stage_name'));
  if (stage === undefined) throw noSuchStage();
  return stage;
}
