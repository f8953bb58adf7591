import { randomUUID } from 'node:crypto';
import type { StatusPorts } from '@portico/control-plane';
import { porticoStatus } from '@portico/control-plane';
import { jsonReply } from '@portico/wire';
import type { AwsService } from './aws-services.ts';
import { replyOf } from './aws-services.ts';

export type { ApiStatus, EndpointSummary, PorticoStatus, StageStatus } from '@portico/control-plane';

/** `GET /_portico/status`, signed as a call of API Gateway is: what `portico status` shows. */
export function statusService(ports: StatusPorts): AwsService {
  return {
    protocol: 'rest-json',
    signingNames: ['apigateway'],
    maxBodyBytes: 0,
    handle: (_request, _body, caller) =>
      replyOf(jsonReply('rest-json', 200, porticoStatus(caller, ports), randomUUID())),
  };
}
