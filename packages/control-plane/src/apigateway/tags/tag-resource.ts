import { parseInput, readStringMap } from '../../json-input.ts';
import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { taggedResource } from './tagged-resource.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_TagResource.html */
export function tagResource(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const tags = readStringMap(parseInput(call.body), 'tags') ?? {};
  ports.store.transaction(() => {
    const resource = taggedResource(call, ports);
    resource.save({ ...resource.tags, ...tags });
  });
}
