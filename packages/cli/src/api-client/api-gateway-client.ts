import { signRequest } from '@portico/wire';
import { CliError, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';
import { printable } from '../terminal/print.ts';
import type { Connection } from './connection.ts';

export interface ApiGatewayCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Percent-encoded, with a leading slash. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | Readonly<Record<string, unknown>>;
}

/** What API Gateway answered instead of a result: its error code (`BadRequestException`) and message. */
export class ApiGatewayError extends CliError {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

const TIMEOUT_IN_MILLIS = 60_000;

/**
 * One signed call of the API Gateway control plane.
 * @returns the JSON object of the answer; an empty one for an answer without a body
 * @throws ApiGatewayError; CliError with exit code 2 when no server answers
 */
export async function callApiGateway(
  connection: Connection,
  call: ApiGatewayCall,
): Promise<Readonly<Record<string, unknown>>> {
  const query = new URLSearchParams(call.query).toString();
  const url = new URL(connection.endpointUrl + call.path + (query === '' ? '' : `?${query}`));
  const { body, contentType } = bodyOf(call);
  const headers = signRequest(
    {
      method: call.method,
      rawTarget: url.pathname + url.search,
      headers: [
        ['Host', url.host],
        ['Accept', 'application/json'],
        ['Content-Type', contentType],
      ],
      body,
    },
    {
      accessKeyId: connection.accessKeyId,
      secretAccessKey: connection.secretAccessKey,
      region: connection.region,
      service: 'apigateway',
      now: Date.now(),
      ...(connection.sessionToken === undefined ? {} : { sessionToken: connection.sessionToken }),
    },
  );
  const response = await fetchOrExplain(url, {
    method: call.method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    redirect: 'error',
    signal: AbortSignal.timeout(TIMEOUT_IN_MILLIS),
    ...(body.length === 0 ? {} : { body }),
  });
  const answer = jsonObject(await response.text());
  if (!response.ok) throw errorOf(response, answer);
  return answer;
}

function bodyOf({ body = new Uint8Array(0) }: ApiGatewayCall): { body: Uint8Array; contentType: string } {
  return body instanceof Uint8Array
    ? { body, contentType: 'application/octet-stream' }
    : { body: new TextEncoder().encode(JSON.stringify(body)), contentType: 'application/json' };
}

async function fetchOrExplain(url: URL, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (thrown) {
    throw new CliError(
      `no server answers at ${url.origin} (${messageOf(thrown)}). Start one with \`portico start\`, or name it with --endpoint-url.`,
      ExitCode.usage,
    );
  }
}

function errorOf(response: Response, answer: Readonly<Record<string, unknown>>): ApiGatewayError {
  const code = (response.headers.get('x-amzn-errortype') ?? `HTTP ${response.status}`).replace(/:.*$/, '');
  const message = String(answer['message'] ?? answer['Message'] ?? response.statusText);
  const remedy =
    response.status === 403
      ? ' The server knows other credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (unset, they are test and test).'
      : '';
  return new ApiGatewayError(code, `${printable(code)}: ${printable(message)}${remedy}`);
}

/** An empty object for anything that is not a JSON object: an error page of something that is not Portico. */
function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
