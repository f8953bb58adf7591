import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { taggedResource } from './tagged-resource.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetTags.html */
export function getTags(call: OperationCall, ports: ApiGatewayPorts): Output {
  return { tags: taggedResource(call, ports).tags };
}
