import { lastHeader } from '@portico/api-compiler';
import type { StageAddress } from '@portico/gateway';
import { stageAddress } from '@portico/gateway';
import type { HttpRequest } from '@portico/http1';
import { identifyService } from '@portico/wire';

/** Which stage a request is for; `undefined`: it is for an AWS service, or for what is Portico's own. */
export function deployedAddress(request: HttpRequest): StageAddress | undefined {
  if (request.target.startsWith('/_portico/')) return undefined;
  const address = stageAddress(request.host, request.target, lastHeader(request.headers, 'x-apigw-api-id'));
  // `/restapis/{id}/stages/_user_request_` is also the control plane's URL of a stage of that name.
  if (
    address?.stageName === 'stages' &&
    identifyService({ rawTarget: request.target, headers: request.headers }) !== 'execute-api'
  ) {
    return undefined;
  }
  return address;
}
