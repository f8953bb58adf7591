import { CliError } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

/** Where AWS API calls go and how they are signed. */
export interface Connection {
  /** Without a trailing slash. */
  readonly endpointUrl: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/**
 * From the usual AWS variables; otherwise the server's defaults. The endpoint is Portico on this machine unless it is
 * given, so that nothing is ever sent to AWS by accident.
 * @throws CliError with exit code 2 when the URL is not an http or https URL, or credentials are incomplete
 */
export function readConnection(
  options: { endpointUrl?: string; region?: string },
  env: Readonly<NodeJS.ProcessEnv>,
): Connection {
  const accessKeyId = env['AWS_ACCESS_KEY_ID'];
  const secretAccessKey = env['AWS_SECRET_ACCESS_KEY'];
  if ((accessKeyId === undefined) !== (secretAccessKey === undefined)) {
    throw new CliError('set both AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or neither.', ExitCode.usage);
  }
  return {
    endpointUrl: httpUrl(options.endpointUrl ?? `http://127.0.0.1:${env['PORTICO_PORT'] ?? '4566'}`),
    region: options.region ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'] ?? 'us-east-1',
    accessKeyId: accessKeyId ?? 'test',
    secretAccessKey: secretAccessKey ?? 'test',
    sessionToken: accessKeyId === undefined ? undefined : env['AWS_SESSION_TOKEN'],
  };
}

function httpUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new CliError(`--endpoint-url: ${text} is not an http or https URL.`, ExitCode.usage);
  }
  return url.href.replace(/\/+$/, '');
}
