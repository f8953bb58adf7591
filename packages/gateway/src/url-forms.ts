/** Which deployed API a request addresses, by any of the URL forms of spec: data plane, section 2. */
export interface StageAddress {
  readonly apiId: string;
  readonly stageName: string;
  /** Raw, begins with a slash. */
  readonly pathBelowStage: string;
  /** Raw, without the question mark. */
  readonly rawQuery: string;
  /** `$context.path`, where it is not the stage and what is below it: on custom domains, which have no default host to switch off. */
  readonly contextPath?: string;
}

/**
 * | form | example |
 * | --- | --- |
 * | by Host | `http://abc123.execute-api.localhost:4566/{stage}/pets/1` (also `abc123-vpce0a1b.execute-api...`) |
 * | by VPC endpoint | `http://vpce-0a1b-x.execute-api.us-east-1.vpce.amazonaws.com/{stage}/pets/1` with `x-apigw-api-id: abc123` |
 * | by path | `/restapis/abc123/{stage}/_user_request_/pets/1` |
 * | by path, short | `/_aws/execute-api/abc123/{stage}/pets/1` |
 *
 * @param host value of the Host header, with or without port; the API id in it may have any case
 * @param rawTarget the request target as received, origin form
 * @param namedApiId value of the header `x-apigw-api-id`, which a VPC endpoint's own host needs
 * @returns `undefined` when the request is not for a deployed API
 */
export function stageAddress(host: string, rawTarget: string, namedApiId?: string): StageAddress | undefined {
  const question = rawTarget.indexOf('?');
  const rawPath = question === -1 ? rawTarget : rawTarget.slice(0, question);
  const rawQuery = question === -1 ? '' : rawTarget.slice(question + 1);
  const hosted =
    namedApiId !== undefined && VPC_ENDPOINT_HOST.test(host) ? namedApiId : EXECUTE_API_HOST.exec(host)?.[1];
  if (hosted !== undefined) {
    const [, stageName = '', rest = ''] = STAGE_FIRST.exec(rawPath) ?? [];
    return address(hosted.toLowerCase(), stageName, rest, rawQuery);
  }
  const [, apiId, stageName = '', rest = ''] = USER_REQUEST.exec(rawPath) ?? SHORT_FORM.exec(rawPath) ?? [];
  return apiId === undefined ? undefined : address(apiId, stageName, rest, rawQuery);
}

const EXECUTE_API_HOST = /^([a-z0-9-]+?)(?:-vpce-?[a-z0-9]+)?\.execute-api\./i;
const VPC_ENDPOINT_HOST = /^vpce-[a-z0-9-]+\.execute-api\./i;
const USER_REQUEST = /^\/restapis\/([^/]+)\/+([^/]+)\/_user_request_(\/.*)?$/s;
const SHORT_FORM = /^\/_aws\/execute-api\/([^/]+)\/+([^/]+)(\/.*)?$/s;
/** A doubled slash before the stage is ignored. */
const STAGE_FIRST = /^\/+([^/]+)(\/.*)?$/s;

function address(apiId: string, stageName: string, rest: string, rawQuery: string): StageAddress {
  return { apiId, stageName, pathBelowStage: rest === '' ? '/' : rest, rawQuery };
}
