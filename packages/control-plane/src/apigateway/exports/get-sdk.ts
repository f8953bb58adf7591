import type { OperationCall } from '../../operation-call.ts';
import { badRequest } from '../errors.ts';
import { namedStage } from '../lookup.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetSdk.html: refused, with the way round it. */
export function getSdk(call: OperationCall, ports: ApiGatewayPorts): never {
  namedStage(call, ports);
  throw badRequest(
    'SDK generation is not served. Export the API (GetExport, type oas30) and give the document to an OpenAPI generator.',
  );
}
