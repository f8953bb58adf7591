import { PathAndQuery } from '@portico/api-compiler';

/** Which deployed API a request addresses, by any of the URL forms of spec: data plane, section 2. */
export interface StageAddress {
  readonly apiId: string;
  readonly stageName: string;
  /** What of the request target stands below the stage. */
  readonly belowStage: PathAndQuery;
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
  const target: Target = { rawTarget, pathEnd: question === -1 ? rawTarget.length : question };
  if (last !== undefined && last.host === host && last.namedApiId === namedApiId) {
    const { prefix, apiId, stageName } = last;
    if (rawTarget.startsWith(prefix) && endsSegment(target, prefix.length))
      return address({ apiId, stageName, end: prefix.length }, target);
  }
  const stage = readStage(host, target, namedApiId);
  if (stage === undefined) return undefined;
  const { apiId, stageName, end } = stage;
  if (stageName !== '') last = { host, namedApiId, prefix: rawTarget.slice(0, end), apiId, stageName };
  return address(stage, target);
}

/** Which stage the last request was for: the next one, more often than not, is for the same, and nothing has to be read. */
interface LastStage {
  readonly host: string;
  readonly namedApiId: string | undefined;
  /** Of the target, up to the end of what names the stage. */
  readonly prefix: string;
  readonly apiId: string;
  /** Not empty: there the next target may have further slashes, which are ignored, and then a name. */
  readonly stageName: string;
}

let last: LastStage | undefined;

const EXECUTE_API_HOST = /^([a-z0-9-]+?)(?:-vpce-?[a-z0-9]+)?\.execute-api\./i;
const VPC_ENDPOINT_HOST = /^vpce-[a-z0-9-]+\.execute-api\./i;

interface Target {
  readonly rawTarget: string;
  /** Where the question mark is, or would be. */
  readonly pathEnd: number;
}

interface NamedStage {
  readonly apiId: string;
  readonly stageName: string;
  /** Where in the target what names the stage ends. */
  readonly end: number;
}

function address({ apiId, stageName, end }: NamedStage, { rawTarget, pathEnd }: Target): StageAddress {
  return { apiId, stageName, belowStage: new PathAndQuery(rawTarget, end, pathEnd) };
}

function readStage(host: string, target: Target, namedApiId: string | undefined): NamedStage | undefined {
  const hosted =
    namedApiId !== undefined && VPC_ENDPOINT_HOST.test(host) ? namedApiId : EXECUTE_API_HOST.exec(host)?.[1];
  if (hosted === undefined)
    return inPath(target, '/restapis/', '/_user_request_') ?? inPath(target, '/_aws/execute-api/', '');
  const stageStart = afterSlashes(target, 0); // a doubled slash before the stage is ignored
  const end = segmentEnd(target, stageStart);
  return { apiId: hosted.toLowerCase(), stageName: target.rawTarget.slice(stageStart, end), end };
}

/** `{prefix}{API id}/{stage}{marker}`. @returns `undefined` also when the marker is not there, or not a whole segment */
function inPath(target: Target, prefix: string, marker: string): NamedStage | undefined {
  const { rawTarget } = target;
  if (!rawTarget.startsWith(prefix)) return undefined;
  const apiEnd = segmentEnd(target, prefix.length);
  const stageStart = afterSlashes(target, apiEnd);
  const stageEnd = segmentEnd(target, stageStart);
  const end = stageEnd + marker.length;
  if (apiEnd === prefix.length || stageEnd === stageStart) return undefined;
  if (!rawTarget.startsWith(marker, stageEnd) || !endsSegment(target, end)) return undefined;
  return { apiId: rawTarget.slice(prefix.length, apiEnd), stageName: rawTarget.slice(stageStart, stageEnd), end };
}

const SLASH = 0x2f;

/** Whether a segment, or the path, ends there. */
function endsSegment({ rawTarget, pathEnd }: Target, at: number): boolean {
  return at >= pathEnd || rawTarget.charCodeAt(at) === SLASH;
}

function segmentEnd({ rawTarget, pathEnd }: Target, from: number): number {
  const slash = rawTarget.indexOf('/', from);
  return slash === -1 || slash > pathEnd ? pathEnd : slash;
}

function afterSlashes({ rawTarget, pathEnd }: Target, from: number): number {
  let at = from;
  while (at < pathEnd && rawTarget.charCodeAt(at) === SLASH) at++;
  return at;
}
