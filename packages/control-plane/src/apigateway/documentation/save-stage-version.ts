import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { noSuchStage } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** Ties a documentation version to a stage. Throws NotFoundException when there is no such stage. */
export function saveStageVersion(
  call: OperationCall,
  ports: ApiGatewayPorts,
  stageName: string,
  documentationVersion: string,
): void {
  const stage = ports.store.stages.get(label(call, 'restapi_id'), stageName);
  if (stage === undefined) throw noSuchStage();
  ports.store.stages.put({ ...stage, documentationVersion, lastUpdatedDate: ports.now() / 1000 });
}
