import { queryParameters } from '../sigv4/canonical-request.ts';

/** `Version` of each service that speaks Query, by its signing name. */
export const QUERY_VERSIONS: ReadonlyMap<string, string> = new Map([
  ['iam', '2010-05-08'],
  ['sts', '2011-06-15'],
]);

/** The service of a form by its `Version`, for requests whose head does not tell. Only the start of the body is looked at. */
export function identifyQueryService(body: Uint8Array): string | undefined {
  const start = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, 1024)).toString('latin1');
  for (const [name, value] of queryParameters(start)) {
    if (name !== 'Version') continue;
    for (const [service, version] of QUERY_VERSIONS) if (value === version) return service;
  }
  return undefined;
}
