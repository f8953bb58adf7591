export type {
  ByteListener,
  ByteSocket,
  ByteSocketEvents,
  ConnectEvents,
  ConnectForBytes,
  ConnectOptions,
  ListenForBytes,
  ListenOptions,
  ServerTls,
} from './byte-socket.ts';
export { connectForBytes, listenForBytes } from './byte-sockets.ts';
export type { Header } from './header.ts';
export type { HttpClient, HttpClientOptions } from './http-client.ts';
export { createHttpClient } from './http-client.ts';
export type {
  HttpExchange,
  HttpFailure,
  HttpOutcome,
  HttpStreamExchange,
  HttpStreamOutcome,
} from './http-exchange.ts';
export type { HttpRequest, HttpRequestHandler, HttpResponse, HttpStreamHandler, HttpTakeover } from './http-message.ts';
export type { HttpServer, HttpServerOptions } from './http-server.ts';
export { createHttpServer } from './http-server.ts';
export type { HttpBody, HttpBodyFailure } from './incoming-body.ts';
export { HttpBodyError } from './incoming-body.ts';
export type { Refusal } from './refusal.ts';
export type { HttpLimits, HttpTimeouts } from './server-options.ts';
