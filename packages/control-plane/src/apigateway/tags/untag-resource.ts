import type { OperationCall } from '../../operation-call.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { taggedResource } from './tagged-resource.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UntagResource.html */
export function untagResource(call: OperationCall, ports: ApiGatewayPorts): undefined {
  const gone = new Set(call.query.get('tagKeys'));
  ports.store.transaction(() => {
    const resource = taggedResource(call, ports);
    resource.save(Object.fromEntries(Object.entries(resource.tags).filter(([key]) => !gone.has(key))));
  });
}
