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
  const hosted =
    namedApiId !== undefined && VPC_ENDPOINT_HOST.test(host) ? namedApiId : EXECUTE_API_HOST.exec(host)?.[1];
  const question = rawTarget.indexOf('?');
  const target: Target = { rawTarget, pathEnd: question === -1 ? rawTarget.length : question };
  if (hosted === undefined)
    return named(target, '/restapis/', '/_user_request_') ?? named(target, '/_aws/execute-api/', '');
  const stageStart = afterSlashes(target, 0); // a doubled slash before the stage is ignored
  return address(hosted.toLowerCase(), target, stageStart, segmentEnd(target, stageStart), '');
}

const EXECUTE_API_HOST = /^([a-z0-9-]+?)(?:-vpce-?[a-z0-9]+)?\.execute-api\./i;
const VPC_ENDPOINT_HOST = /^vpce-[a-z0-9-]+\.execute-api\./i;

interface Target {
  readonly rawTarget: string;
  /** Where the question mark is, or would be. */
  readonly pathEnd: number;
}

/** `{prefix}{API id}/{stage}{marker}`, and what is below it. */
function named(target: Target, prefix: string, marker: string): StageAddress | undefined {
  const { rawTarget } = target;
  if (!rawTarget.startsWith(prefix)) return undefined;
  const apiEnd = segmentEnd(target, prefix.length);
  const stageStart = afterSlashes(target, apiEnd);
  const stageEnd = segmentEnd(target, stageStart);
  if (apiEnd === prefix.length || stageEnd === stageStart) return undefined;
  return address(rawTarget.slice(prefix.length, apiEnd), target, stageStart, stageEnd, marker);
}

/** @returns `undefined` when the marker is not there, or not a whole segment */
function address(
  apiId: string,
  { rawTarget, pathEnd }: Target,
  stageStart: number,
  stageEnd: number,
  marker: string,
): StageAddress | undefined {
  const below = stageEnd + marker.length;
  if (!rawTarget.startsWith(marker, stageEnd) || (below < pathEnd && rawTarget.charCodeAt(below) !== SLASH))
    return undefined;
  return {
    apiId,
    stageName: rawTarget.slice(stageStart, stageEnd),
    pathBelowStage: below < pathEnd ? rawTarget.slice(below, pathEnd) : '/',
    rawQuery: rawTarget.slice(pathEnd + 1),
  };
}

const SLASH = 0x2f;

function segmentEnd({ rawTarget, pathEnd }: Target, from: number): number {
  const slash = rawTarget.indexOf('/', from);
  return slash === -1 || slash > pathEnd ? pathEnd : slash;
}

function afterSlashes({ rawTarget, pathEnd }: Target, from: number): number {
  let at = from;
  while (at < pathEnd && rawTarget.charCodeAt(at) === SLASH) at++;
  return at;
}
