import type { ExecutionLogSink } from '@portico/gateway';
import type { HttpRequestHandler, HttpServer, HttpStreamHandler } from '@portico/http1';
import type { Container, EndpointRegistry } from '@portico/inference';
import { createEndpointRegistry } from '@portico/inference';
import type { ServerConfig } from './config.ts';
import type { Deployments } from './deployments.ts';
import { listen } from './listen.ts';

/** What answers on the port: this process alone, or gateway workers in front of it (docs/workers.md). */
export interface Front {
  readonly endpoints: ServedEndpoints;
  /** Deployments whose changes reach everything that answers. */
  serving(deployments: Deployments): Deployments;
  /** Called when IAM has changed: requests are decided by it from then on, everywhere. */
  iamChanged(): void;
  /** A handler whose answers are held back until what they changed is in service everywhere. */
  inService(handler: HttpRequestHandler | HttpStreamHandler): HttpRequestHandler | HttpStreamHandler;
  /** @returns the port, once requests are answered there. Throws ConfigError when the address cannot be had. */
  listen(server: HttpServer, executionLogs: ExecutionLogSink): Promise<number>;
  /** Answers what has been accepted, and ends. */
  drain(deadlineInMillis: number): Promise<void>;
}

/** The endpoints in service, with what is asked of those who make containers. */
export interface ServedEndpoints extends EndpointRegistry {
  /** Says what a container was made of, where that is asked for: workers make theirs of the same. */
  made?(container: Container, origin: ContainerOrigin): void;
}

/** What a container was made of: the octets of a `model.tar.gz`, or the place of an HTTP container. */
export type ContainerOrigin = { readonly artifact: Uint8Array } | { readonly url: URL };

/** One process, which listens itself. */
export function oneProcess(config: ServerConfig): Front {
  let listening: HttpServer | undefined;
  return {
    endpoints: createEndpointRegistry(),
    serving: (deployments) => deployments,
    iamChanged: () => {},
    inService: (handler) => handler,
    listen(server) {
      listening = server;
      return listen(server, config.host, config.port);
    },
    async drain(deadlineInMillis) {
      await listening?.drain(deadlineInMillis);
    },
  };
}
