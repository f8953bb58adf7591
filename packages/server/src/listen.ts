import type { HttpServer } from '@portico/http1';
import { ConfigError } from './config-error.ts';

/** Resolves to the port once connections are accepted. Throws ConfigError when the address cannot be had. */
export async function listen(server: HttpServer, host: string, port: number): Promise<number> {
  try {
    return (await server.listen({ host, port })).port;
  } catch (thrown) {
    throw thrown instanceof Error ? refusal(thrown, host, port) : thrown;
  }
}

function refusal(cause: Error & { readonly code?: unknown }, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    return new ConfigError({
      path: 'port',
      expected: 'a free port',
      received: `${port}, which another program uses`,
      remedy: `Use another one: --port ${port + 1}`,
      cause,
    });
  }
  if (cause.code === 'EACCES') {
    return new ConfigError({
      path: 'port',
      expected: 'a port that this user may open',
      received: String(port),
      remedy: 'Use one above 1023: --port 4566',
      cause,
    });
  }
  return new ConfigError({
    path: 'host',
    expected: 'an address of this machine',
    received: `${host} (${cause.message})`,
    remedy: 'Leave --host out to listen on 127.0.0.1.',
    cause,
  });
}
