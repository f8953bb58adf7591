import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError } from './config-error.ts';

/** Resolves to the port once connections are accepted. Throws ConfigError when the address cannot be had. */
export function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: Error & { readonly code?: unknown }) => reject(refusal(cause, host, port)));
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });
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
