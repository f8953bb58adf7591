import { createHash } from 'node:crypto';
import type { CallerFacts } from '@portico/api-compiler';
import type { AwsServiceCall, AwsServiceOutcome, AwsServices } from '@portico/gateway';
import type { HttpClient } from '@portico/http1';
import { signRequest } from '@portico/wire';

/** What signs a call. */
export interface CallCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface AwsIntegrationOptions {
  readonly http: HttpClient;
  /** Where services are, by the name in an integration's URI (`dynamodb`, `streams.dynamodb`). */
  readonly endpoints: ReadonlyMap<string, URL>;
  /** This server, for the services that it is itself; `undefined` while it does not listen yet. */
  readonly own: () => URL | undefined;
  /**
   * Of a role, of the caller (`arn:aws:iam::*:user/*`), or, for `undefined`, of the server itself. `undefined`: they are not to be had.
   */
  readonly credentialsOf: (arn: string | undefined, caller: CallerFacts | undefined) => CallCredentials | undefined;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** Services on Portico's own port. */
const OWN_SERVICES: ReadonlySet<string> = new Set([
  'apigateway',
  'cloudformation',
  'iam',
  'logs',
  's3',
  'sagemaker',
  'sts',
]);

/** AWS services where the server is told that they are, and Portico's own. Calls are signed with Signature Version 4. */
export function createAwsServices(options: AwsIntegrationOptions): AwsServices {
  const { http, credentialsOf, now } = options;
  return {
    async send(call): Promise<AwsServiceOutcome> {
      const address = addressOf(call, options);
      if (address === undefined) return { failure: 'NO_ENDPOINT' };
      const credentials = credentialsOf(call.credentials, call.caller);
      if (credentials === undefined) return { failure: 'NO_CREDENTIALS' };
      const { base, host } = address;
      const service = signingName(call.service);
      const target = `${base.pathname.replace(/\/+$/, '')}${call.target}`;
      const body = call.body ?? NOTHING;
      const named = call.headers.filter(([name]) => name.toLowerCase() !== 'host');
      const hash: Header[] = service === 's3' ? [['X-Amz-Content-Sha256', sha256(body)]] : [];
      const headers = signRequest(
        { method: call.httpMethod, rawTarget: target, headers: [['Host', host], ...named, ...hash], body },
        { ...credentials, region: call.region, service, now: now() },
      );
      return http.send({
        url: {
          protocol: base.protocol === 'https:' ? 'https:' : 'http:',
          hostname: base.hostname,
          port: base.port,
          target,
        },
        httpMethod: call.httpMethod,
        headers,
        body: call.body,
        timeoutInMillis: call.timeoutInMillis,
        maxResponseBytes: call.maxResponseBytes,
        maxResponseHeaderBytes: call.maxResponseHeaderBytes,
      });
    },
  };
}

/** Where this server is for a client in the same process. */
export function ownUrl({ host }: { readonly host: string }, port: number): URL {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new URL(`http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`);
}

type Header = readonly [name: string, value: string];

/** Labels before the service's own become a prefix of the host, where they do not belong to the name that was configured. */
function addressOf(
  { service, region }: AwsServiceCall,
  { endpoints, own }: AwsIntegrationOptions,
): { readonly base: URL; readonly host: string } | undefined {
  const whole = endpoints.get(service);
  if (whole !== undefined) return { base: whole, host: whole.host };
  const dot = service.lastIndexOf('.');
  const name = service.slice(dot + 1);
  const configured = endpoints.get(name);
  if (configured !== undefined) return { base: configured, host: `${service.slice(0, dot + 1)}${configured.host}` };
  const base = OWN_SERVICES.has(name) ? own() : undefined;
  return base === undefined ? undefined : { base, host: `${service}.${region}.localhost:${base.port}` };
}

/** The name in the credential scope: the service's own label, but for the few that are called something else. */
function signingName(service: string): string {
  const name = service.slice(service.lastIndexOf('.') + 1);
  return SIGNING_NAMES.get(name) ?? name;
}

const SIGNING_NAMES: ReadonlyMap<string, string> = new Map([['email', 'ses']]);

function sha256(octets: Uint8Array): string {
  return createHash('sha256').update(octets).digest('hex');
}

const NOTHING = new Uint8Array(0);
