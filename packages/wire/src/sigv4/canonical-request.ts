import { createHash } from 'node:crypto';

/**
 * The part of an HTTP request that a signature covers. `rawTarget` is the request target as it stands in the request
 * line (path and query, percent-encoded); header values and the target hold one character per byte (Latin-1).
 */
export interface SignableRequest {
  readonly method: string;
  readonly rawTarget: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** Services whose path is signed as it was sent; all others sign the normalised path, encoded once more. */
const SIGNS_PATH_AS_SENT: ReadonlySet<string> = new Set(['s3']);

/**
 * The canonical request of Signature Version 4
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html, step 1).
 * `signedHeaders` are lower-case names in the order of the signature; a name that the request lacks signs as empty.
 * `payloadHash` is the lower-case hexadecimal SHA-256 of the body, or `UNSIGNED-PAYLOAD`.
 */
export function canonicalRequest(
  request: SignableRequest,
  service: string,
  signedHeaders: readonly string[],
  payloadHash: string,
): string {
  const { path, query } = splitTarget(request.rawTarget);
  const lines = [request.method, canonicalPath(path, service), canonicalQuery(query)];
  for (const name of signedHeaders) lines.push(`${name}:${canonicalHeader(request, name)}`);
  lines.push('', signedHeaders.join(';'), payloadHash);
  return lines.join('\n');
}

/** Path and query (without `?`) of a target in origin form or absolute form. */
export function splitTarget(rawTarget: string): { readonly path: string; readonly query: string } {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?]*/i.exec(rawTarget)?.[0].length ?? 0;
  const question = rawTarget.indexOf('?', origin);
  if (question < 0) return { path: rawTarget.slice(origin), query: '' };
  return { path: rawTarget.slice(origin, question), query: rawTarget.slice(question + 1) };
}

/**
 * Names and values of a query, percent-decoded to one character per byte. A plus sign means a space, as the services
 * read it; a percent sign that starts no escape stands for itself.
 */
export function* queryParameters(query: string): Generator<readonly [name: string, value: string]> {
  for (const piece of query.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    if (equals < 0) yield [decodeBytes(piece), ''];
    else yield [decodeBytes(piece.slice(0, equals)), decodeBytes(piece.slice(equals + 1))];
  }
}

/** Values of a header joined by commas in the order received, white space folded; empty if there is none. */
export function canonicalHeader(request: SignableRequest, lowerCaseName: string): string {
  const values: string[] = [];
  for (const [name, value] of request.headers) {
    if (name.toLowerCase() === lowerCaseName) values.push(value.replace(/[ \t\r\n]+/g, ' ').replace(/^ | $/g, ''));
  }
  return values.join(',');
}

export function sha256Hex(data: Uint8Array | string): string {
  return createHash('sha256').update(data).digest('hex');
}

function canonicalPath(path: string, service: string): string {
  if (SIGNS_PATH_AS_SENT.has(service)) return encodePath(decodeEscapes(path)) || '/';
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') segments.pop();
    else segments.push(segment);
  }
  const trailing = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${encodePath(segments.join('/'))}${trailing}`;
}

function canonicalQuery(query: string): string {
  const pairs: { readonly name: string; readonly value: string }[] = [];
  for (const [name, value] of queryParameters(query)) {
    if (name !== 'X-Amz-Signature') pairs.push({ name: encodeBytes(name), value: encodeBytes(value) });
  }
  pairs.sort((a, b) => compare(a.name, b.name) || compare(a.value, b.value));
  return pairs.map(({ name, value }) => `${name}=${value}`).join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function decodeBytes(text: string): string {
  return decodeEscapes(text.replaceAll('+', ' '));
}

function decodeEscapes(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function encodePath(path: string): string {
  return path.split('/').map(encodeBytes).join('/');
}

/** RFC 3986 unreserved characters stay, every other byte is escaped in upper case. */
function encodeBytes(bytes: string): string {
  return bytes.replace(
    /[^A-Za-z0-9\-._~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
