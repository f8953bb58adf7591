import { isIP } from 'node:net';
import { ConfigError } from './config-error.ts';
import { listCredentials } from './made-credentials.ts';

/** What a server is started with; everything has a default. */
export interface ServerOptions {
  /** Address to listen on; default 127.0.0.1. Anything but loopback needs `credentials`, or some that `portico credentials` made. */
  readonly host?: string;
  /** 0 to 65535, 0 picks a free one; default 4566, where AWS emulators are looked for. */
  readonly port?: number;
  /** Default `.portico` in the working directory. */
  readonly dataDir?: string;
  /** Where the sample and `apiFile` live; default `us-east-1`. */
  readonly region?: string;
  /** The root credentials; default `test`/`test`, on loopback only. */
  readonly credentials?: Credentials;
  /** False: the sample API and endpoint are not deployed at first start. */
  readonly sample?: boolean;
  /** An OpenAPI document to import and deploy at every start. */
  readonly apiFile?: string;
  /** Stage of `apiFile`; default `test`. */
  readonly apiStage?: string;
  /** A directory with `model.tar.gz`: what endpoint `movie-ratings` serves as long as this process lives. */
  readonly modelDir?: string;
  /** Endpoints whose container is behind HTTP: name to base URL. They live as long as this process. */
  readonly endpoints?: Readonly<Record<string, string>>;
  /** Where AWS services are that integrations call, by the name in the integration's URI: `dynamodb` to a base URL. */
  readonly serviceEndpoints?: Readonly<Record<string, string>>;
  /** Warnings of `apiFile` refuse it as errors do. */
  readonly strict?: boolean;
  /** Where executions log whose stage names no logging level; default `ERROR`. */
  readonly executionLog?: 'OFF' | 'ERROR' | 'INFO';
  /** Gateway workers that share the port: processes of their own, 1 to 64. Default 1: this process alone. */
  readonly workers?: number;
  /** Receives one line of log at a time; default standard error. */
  readonly log?: (line: string) => void;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

export interface ServerConfig {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly region: string;
  /** What the server signs its own calls with, and tells whoever starts it. */
  readonly credentials: Credentials;
  /** The root credentials beside those that `portico credentials` made. */
  readonly rootCredentials: Credentials | undefined;
  readonly sample: boolean;
  readonly apiFile: string | undefined;
  readonly apiStage: string;
  readonly modelDir: string | undefined;
  readonly endpoints: ReadonlyMap<string, URL>;
  readonly serviceEndpoints: ReadonlyMap<string, URL>;
  readonly strict: boolean;
  readonly executionLog: 'OFF' | 'ERROR' | 'INFO';
  readonly workers: number;
  readonly log: (line: string) => void;
}

export const ACCOUNT_ID = '000000000000';

/** Throws ConfigError for the first option that cannot be used. */
export function readConfig(options: ServerOptions): ServerConfig {
  const host = options.host ?? '127.0.0.1';
  const dataDir = options.dataDir ?? '.portico';
  const rootCredentials = options.credentials ?? (isLoopback(host) ? PUBLIC_CREDENTIALS : undefined);
  const credentials = rootCredentials ?? madeCredentials(dataDir)[0];
  if (credentials === undefined || (!isLoopback(host) && isPublic(credentials))) {
    throw new ConfigError({
      path: 'host',
      expected: 'a loopback address, or credentials of your own',
      received: host,
      remedy: 'Make some with: portico credentials create, or leave --host out.',
    });
  }
  return {
    host,
    port: portOf(options.port ?? 4566),
    dataDir,
    region: matching('region', options.region ?? 'us-east-1', /^[a-z]{2}(-[a-z]+)+-\d$/, 'a region such as us-east-1'),
    credentials,
    rootCredentials,
    sample: options.sample ?? true,
    apiFile: options.apiFile,
    apiStage: matching(
      'stage',
      options.apiStage ?? 'test',
      /^[A-Za-z0-9_-]{1,128}$/,
      '1 to 128 letters, digits, _ and -',
    ),
    modelDir: options.modelDir,
    endpoints: new Map(
      Object.entries(options.endpoints ?? {}).map(([name, url]) => [endpointName(name), endpointUrl('endpoint', url)]),
    ),
    serviceEndpoints: new Map(
      Object.entries(options.serviceEndpoints ?? {}).map(([name, url]) => [
        matching(
          'service-endpoint',
          name,
          /^[a-z0-9-]+(?:\.[a-z0-9-]+)*$/,
          'the name of an AWS service, such as dynamodb',
        ),
        endpointUrl('service-endpoint', url),
      ]),
    ),
    strict: options.strict ?? false,
    executionLog: options.executionLog ?? 'ERROR',
    workers: workersOf(options.workers ?? 1),
    log: options.log ?? ((line) => process.stderr.write(`${line}\n`)),
  };
}

/** Everybody knows them: good for this machine alone. */
const PUBLIC_CREDENTIALS: Credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

function isPublic({ secretAccessKey }: Credentials): boolean {
  return secretAccessKey === PUBLIC_CREDENTIALS.secretAccessKey;
}

function madeCredentials(dataDir: string): readonly Credentials[] {
  try {
    return listCredentials(dataDir);
  } catch (cause) {
    throw new ConfigError({
      path: 'data-dir',
      expected: 'a directory whose credentials can be read',
      received: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Make others with: portico credentials create',
      cause,
    });
  }
}

function portOf(port: number): number {
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new ConfigError({
    path: 'port',
    expected: 'a whole number from 0 to 65535',
    received: String(port),
    remedy: 'Use --port 4566.',
  });
}

const MAX_WORKERS = 64;

function workersOf(workers: number): number {
  if (!Number.isInteger(workers) || workers < 1 || workers > MAX_WORKERS) {
    throw new ConfigError({
      path: 'workers',
      expected: `a whole number from 1 to ${MAX_WORKERS}`,
      received: String(workers),
      remedy: 'Use --workers 2, or as many as there are processors.',
    });
  }
  // Elsewhere a port can be shared too, but one process would get all connections.
  if (workers > 1 && process.platform !== 'linux') {
    throw new ConfigError({
      path: 'workers',
      expected: `1 on ${process.platform}`,
      received: String(workers),
      remedy: 'Only Linux spreads connections over processes: leave --workers out.',
    });
  }
  return workers;
}

function matching(path: string, value: string, pattern: RegExp, expected: string): string {
  if (pattern.test(value)) return value;
  throw new ConfigError({ path, expected, received: value, remedy: `Correct --${path}.` });
}

function endpointName(name: string): string {
  return matching(
    'endpoint',
    name,
    /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/,
    'an endpoint name of letters, digits and hyphens',
  );
}

function endpointUrl(path: 'endpoint' | 'service-endpoint', url: string): URL {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed !== undefined && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return parsed;
  throw new ConfigError({
    path,
    expected: 'an http or https URL',
    received: url,
    remedy: `Use --${path} NAME=http://host:port.`,
  });
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  return isIP(host) === 4 && host.startsWith('127.');
}
