/**
 * A gateway worker: serves deployed APIs on the port that all workers share, and hands connections with other requests to the
 * main process, which started it and tells it what is in service. Not started by anybody else.
 */
import { createStages } from '@portico/gateway';
import type { HttpServer } from '@portico/http1';
import { createHttpClient, createHttpServer } from '@portico/http1';
import { createEndpointRegistry } from '@portico/inference';
import { createMemoryStore } from '@portico/store';
import { ownUrl } from '../aws-integrations.ts';
import { deployedAddress } from '../deployed-address.ts';
import { deployedApiHandler } from '../deployed-api.ts';
import { createDeployments } from '../deployments.ts';
import { describeFailure } from '../describe-failure.ts';
import { gatewayPorts } from '../gateway-ports.ts';
import { heldBodyBytes, processLimits } from '../process-limits.ts';
import { serverIdentity } from '../server-identity.ts';
import type { Replica } from './apply-change.ts';
import { applyChange } from './apply-change.ts';
import type { BatchedExecutionLogs } from './batched-execution-logs.ts';
import { batchedExecutionLogs } from './batched-execution-logs.ts';
import type { FromWorker, ToWorker, WorkerSettings } from './messages.ts';
import type { Tunnels } from './tunnel.ts';
import { createTunnels } from './tunnel.ts';

/** How long requests may take that are under way when the worker alone is asked to stop. */
const DRAIN_DEADLINE_IN_MILLIS = 30_000;

interface Worker extends Replica {
  readonly settings: WorkerSettings;
  readonly server: HttpServer;
  readonly tunnels: Tunnels;
}

const logs: BatchedExecutionLogs = batchedExecutionLogs(
  (entries) => tell({ type: 'executionLogs', entries }),
  (lost) =>
    tell({ type: 'log', line: `${lost} execution logs were lost: they came faster than they could be written` }),
);
let worker: Worker | undefined;
let draining: Promise<void> | undefined;

process.on('message', (message: ToWorker) => handle(message).catch(giveUp));
// Without the main process nobody would answer for what is served here, and the port must be free for its next start.
process.on('disconnect', () => process.exit(1));
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  process.on(signal, () => void drain(DRAIN_DEADLINE_IN_MILLIS).catch(giveUp));
}
tell({ type: 'ready' });

async function handle(message: ToWorker): Promise<void> {
  switch (message.type) {
    case 'start':
      worker = createWorker(message.settings);
      return;
    case 'change':
      if (worker !== undefined) applyChange(worker, message.change);
      tell({ type: 'applied', sequence: message.sequence });
      return;
    case 'serve': {
      if (worker === undefined) return;
      const { host, port } = worker.settings;
      await worker.server.listen({ host, port, reusePort: true });
      tell({ type: 'serving' });
      return;
    }
    case 'logged':
      logs.arrived();
      return;
    case 'drain':
      return drain(message.deadlineInMillis);
    default:
      message satisfies never;
  }
}

function createWorker(settings: WorkerSettings): Worker {
  const endpoints = createEndpointRegistry();
  const stages = createStages();
  const store = createMemoryStore();
  const http = createHttpClient();
  const { endpoints: services, credentials } = settings.awsIntegrations;
  const identity = serverIdentity({ rootCredentials: settings.rootCredentials }, store, settings.dataDir);
  const limits = processLimits();
  const { ports } = gatewayPorts({
    http,
    endpoints,
    serviceEndpoints: new Map(services.map(([service, url]) => [service, new URL(url)])),
    own: () => ownUrl(settings, settings.port),
    identity,
    credentials,
    maxCalls: limits.maxCalls,
    executionLogs: logs,
    reportFailure: report,
  });
  const tunnels = createTunnels(settings.main, Math.ceil(limits.maxConnections / 8));
  const server = createHttpServer({
    onHead(request) {
      const address = deployedAddress(request);
      return address === undefined ? tunnels : deployedApiHandler(stages, address, request);
    },
    onFailure: (failure) => report('A request failed', failure),
    // What is handed over needs two descriptors each.
    maxConnections: Math.floor((limits.maxConnections * 3) / 4),
    maxHeldBodyBytes: heldBodyBytes(),
  });
  const deployments = createDeployments(store, stages, ports, settings.defaultLogging);
  return { settings, server, tunnels, store, deployments, endpoints, identity };
}

function drain(deadlineInMillis: number): Promise<void> {
  draining ??= end(deadlineInMillis);
  return draining;
}

async function end(deadlineInMillis: number): Promise<void> {
  await worker?.server.drain(deadlineInMillis);
  await worker?.tunnels.drain(deadlineInMillis);
  await logs.flushed();
  process.exit(0);
}

function giveUp(failure: unknown): void {
  tell({ type: 'failed', reason: describeFailure(failure) });
  // The message goes first.
  setImmediate(() => process.exit(1));
}

function report(what: string, failure: unknown): void {
  tell({ type: 'log', line: `${what}: ${describeFailure(failure)}` });
}

function tell(message: FromWorker): void {
  // Gone together with the main process; `disconnect` ends this one.
  if (process.connected) process.send?.(message);
}
