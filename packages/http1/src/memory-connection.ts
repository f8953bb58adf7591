import { ClientConnection } from './client-connection.ts';
import type { HttpExchange } from './http-exchange.ts';
import { MemorySocket } from './memory-socket.ts';
import type { OutputBuffer } from './output-buffer.ts';

/** An exchange without anything special, for tests. */
export const PLAIN_GET: HttpExchange = {
  url: { protocol: 'http:', hostname: 'a', port: '', target: '/' },
  httpMethod: 'GET',
  headers: [],
  body: undefined,
  timeoutInMillis: 1000,
  maxResponseBytes: 2000,
};

/** A connection to the server of {@link PLAIN_GET} without a network, for tests. @param idle told when it may carry another exchange */
export function memoryConnection(
  output: OutputBuffer,
  idle: (connection: ClientConnection) => void = () => {},
): { connection: ClientConnection; socket: MemorySocket } {
  const { hostname, port } = PLAIN_GET.url;
  const origin = { isSecure: false, hostname, port, insecureSkipVerification: false, idle: [], connections: 1 };
  const socket = new MemorySocket();
  const connection = new ClientConnection(origin, socket, output, { idle, closed: () => {} });
  socket.events = connection;
  return { connection, socket };
}
