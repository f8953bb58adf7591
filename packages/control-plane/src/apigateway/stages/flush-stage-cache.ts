import type { OperationCall } from '../../operation-call.ts';
import { namedStage } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/**
 * https://docs.aws.amazon.com/apigateway/latest/api/API_FlushStageCache.html and API_FlushStageAuthorizersCache.html.
 * Stages with a cache are refused as long as caching is not served, so there is nothing to flush.
 */
export function flushStageCache(call: OperationCall, ports: ApiGatewayPorts): undefined {
  namedStage(call, ports);
}
