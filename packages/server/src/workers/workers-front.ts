import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { LoggingSetting } from '@portico/gateway';
import type { ByteListener, HttpRequestHandler, HttpResponse, HttpServer, HttpStreamHandler } from '@portico/http1';
import { createHttpServer } from '@portico/http1';
import { createEndpointRegistry } from '@portico/inference';
import type { Store } from '@portico/store';
import type { ServerConfig } from '../config.ts';
import type { Front } from '../front.ts';
import { listen } from '../listen.ts';
import { apiChange, apiChanges } from './api-change.ts';
import { iamChange } from './iam-change.ts';
import { publishedEndpoints } from './published-endpoints.ts';
import { listenForTunnels } from './tunnel-end.ts';
import type { WorkerPool } from './worker-pool.ts';
import { createWorkerPool } from './worker-pool.ts';
import { startWorkerProcess } from './worker-process.ts';

/**
 * Gateway workers share the port. This process keeps the store, tells them what is in service, and serves what is no deployed API.
 * @param dataDir this server's alone
 */
export function workersFront(
  config: ServerConfig,
  store: Store,
  dataDir: string,
  defaultLogging: LoggingSetting | undefined,
): Front {
  let pool: WorkerPool | undefined;
  let tunnels: ByteListener | undefined;
  let server: HttpServer | undefined;
  const settled = async (): Promise<void> => pool?.settled();
  const endpoints = publishedEndpoints(
    createEndpointRegistry(),
    { publish: (change) => pool?.publish(change), settled },
    join(dataDir, 'workers'),
  );

  async function answered(answer: HttpResponse | Promise<HttpResponse>): Promise<HttpResponse> {
    const response = await answer;
    await settled();
    return response;
  }

  return {
    endpoints,
    serving: (deployments) => ({
      check: (deployment) => deployments.check(deployment),
      refresh(restApiId) {
        deployments.refresh(restApiId);
        pool?.publish(apiChange(store, restApiId));
      },
      refreshAll: () => deployments.refreshAll(),
    }),
    iamChanged: () => pool?.publish(iamChange(store)),
    inService: (handler) => heldBack(handler, answered),
    async listen(main, executionLogs) {
      server = main;
      const secret = randomBytes(32).toString('hex');
      const port = await freePort(config);
      tunnels = await listenForTunnels(main, secret);
      pool = createWorkerPool({
        workers: config.workers,
        settings: {
          host: config.host,
          port,
          main: { port: tunnels.port, secret },
          dataDir,
          rootCredentials: config.rootCredentials,
          awsIntegrations: {
            endpoints: Array.from(config.serviceEndpoints, ([service, url]) => [service, url.href]),
            credentials: config.credentials,
          },
          ...(defaultLogging === undefined ? {} : { defaultLogging }),
        },
        snapshot: () => [iamChange(store), ...apiChanges(store), ...endpoints.changes()],
        writeExecutionLog: (entry) => executionLogs.write(entry),
        log: config.log,
        startProcess: startWorkerProcess,
      });
      try {
        await pool.start();
      } catch (thrown) {
        await tunnels.stop();
        endpoints.close();
        throw thrown;
      }
      return port;
    },
    async drain(deadlineInMillis) {
      const deadline = performance.now() + deadlineInMillis;
      await Promise.all([pool?.close(deadlineInMillis), server?.drain(deadlineInMillis)]);
      // Connections that workers handed over meanwhile.
      await server?.drain(Math.max(0, deadline - performance.now()));
      await tunnels?.stop();
      endpoints.close();
    },
  };
}

/**
 * The port, if nobody has it: workers share theirs also with processes that are none of this server's, so that is found out before.
 * Throws ConfigError.
 */
async function freePort(config: ServerConfig): Promise<number> {
  const probe = createHttpServer({ onHead: () => CLOSED, onFailure: () => {} });
  const port = await listen(probe, config.host, config.port);
  await probe.drain(0);
  return port;
}

const UNAVAILABLE: HttpResponse = { status: 503, headers: [], body: { bytes: () => new Uint8Array() } };
const CLOSED: HttpRequestHandler = { maxBodyBytes: 0, tooLarge: () => UNAVAILABLE, handle: () => UNAVAILABLE };

function heldBack(
  handler: HttpRequestHandler | HttpStreamHandler,
  answered: (answer: HttpResponse | Promise<HttpResponse>) => Promise<HttpResponse>,
): HttpRequestHandler | HttpStreamHandler {
  const limit = { maxBodyBytes: handler.maxBodyBytes, tooLarge: () => handler.tooLarge() };
  return 'handleStream' in handler
    ? { ...limit, handleStream: (body) => answered(handler.handleStream(body)) }
    : { ...limit, handle: (body, trailers) => answered(handler.handle(body, trailers)) };
}
