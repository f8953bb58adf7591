export type {
  ByteListener,
  ByteSocket,
  ByteSocketEvents,
  ListenForBytes,
  ListenOptions,
  ServerTls,
} from './byte-socket.ts';
export type { Header } from './header.ts';
export type { HttpRequest, HttpRequestHandler, HttpResponse } from './http-message.ts';
export type { HttpServer, HttpServerOptions } from './http-server.ts';
export { createHttpServer } from './http-server.ts';
export type { Refusal } from './refusal.ts';
export type { HttpLimits, HttpTimeouts } from './server-options.ts';
