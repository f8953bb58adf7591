import { join } from 'node:path';
import type { Reply } from '@portico/api-compiler';
import type { ApiGatewayPorts, S3Ports, SageMakerPorts } from '@portico/control-plane';
import { createObjectAccess, openContentFiles } from '@portico/control-plane';
import type { LoggingSetting, Stages } from '@portico/gateway';
import { checkStage, createStages } from '@portico/gateway';
import type { HttpRequest, HttpRequestHandler, HttpStreamHandler } from '@portico/http1';
import { createHttpClient, createHttpServer } from '@portico/http1';
import type { Store } from '@portico/store';
import { Payload } from '@portico/values';
import type { CredentialLookup } from '@portico/wire';
import { identifyService } from '@portico/wire';
import type { ServedApiFile } from './api-file.ts';
import { deployApiFile } from './api-file.ts';
import { ownUrl } from './aws-integrations.ts';
import type { AwsService } from './aws-services.ts';
import {
  apiGatewayService,
  awsServiceHandler,
  iamService,
  logsService,
  sagemakerRuntimeService,
  sagemakerService,
  stsService,
  verifiedHandler,
} from './aws-services.ts';
import type { ServerConfig, ServerOptions } from './config.ts';
import { ACCOUNT_ID, readConfig } from './config.ts';
import type { FindCustomDomain } from './custom-domains.ts';
import { customDomains } from './custom-domains.ts';
import { openDataDirectory } from './data-directory.ts';
import { deployedAddress } from './deployed-address.ts';
import { deployedApiHandler } from './deployed-api.ts';
import type { Deployments } from './deployments.ts';
import { createDeployments } from './deployments.ts';
import { describeFailure } from './describe-failure.ts';
import { endpointLife, processEndpoints, serveFromDirectory, serveFromUrl } from './endpoints.ts';
import type { Front } from './front.ts';
import { oneProcess } from './front.ts';
import { createGatewayLogs } from './gateway-logs.ts';
import { gatewayPorts } from './gateway-ports.ts';
import { heldBodyBytes, processLimits } from './process-limits.ts';
import { newResourceId } from './random-ids.ts';
import { withRoleFindings } from './role-findings.ts';
import { s3Handler } from './s3-service.ts';
import { deploySampleOnce } from './sample.ts';
import { adoptFormerSampleEndpoint, SAMPLE_ENDPOINT } from './sample-endpoint.ts';
import { makeSampleRoleOnce } from './sample-role.ts';
import type { ServerIdentity } from './server-identity.ts';
import { serverIdentity } from './server-identity.ts';
import { API_GATEWAY_PRINCIPAL, SAGEMAKER_PRINCIPAL } from './service-principals.ts';
import { statusService } from './status-service.ts';
import { testInvoker } from './test-invoke.ts';
import { readVersion } from './version.ts';
import { warmUp } from './warm-up.ts';
import { workersFront } from './workers/workers-front.ts';

export interface RunningServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Absolute path. */
  readonly dataDir: string;
  readonly config: ServerConfig;
  readonly apiFile: ServedApiFile | undefined;
  /** Answers what has been accepted, then ends; resolves when everything is closed. */
  close(): Promise<void>;
}

/** How long running requests may take once the server is asked to stop: longer than any integration may take. */
const DRAIN_DEADLINE_IN_MILLIS = 30_000;

/** The composition root: who gets what, and nothing else. Throws ConfigError when the server cannot start as asked. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const config = readConfig(options);
  const scope = { accountId: ACCOUNT_ID, region: config.region };
  // Closed in the opposite order: when the server ends, or here when it cannot start.
  await using opened = new AsyncDisposableStack();
  const data = openDataDirectory(config.dataDir);
  opened.defer(() => data.close());
  const http = createHttpClient();
  opened.defer(() => http.close());
  const front =
    config.workers === 1 ? oneProcess(config) : workersFront(config, data.store, data.path, defaultLogging(config));
  const { endpoints } = front;
  let own: URL | undefined;
  const identity = serverIdentity(config, data.store, data.path, () => front.iamChanged());
  // Made before workers are told: they open each other's tokens.
  identity.stsPorts.sessionKey();
  const { authorize, credentials } = identity;
  const limits = processLimits();
  const gatewayLogs = createGatewayLogs({
    logs: data.logs,
    ownerOf: (restApiId) => data.store.apis.get(restApiId),
    now: Date.now,
    log: config.log,
  });
  opened.defer(() => gatewayLogs.close());
  const report = (what: string, failure: unknown): void => config.log(`${what}: ${describeFailure(failure)}`);
  const { ports, sagemaker } = gatewayPorts({
    http,
    endpoints,
    serviceEndpoints: config.serviceEndpoints,
    own: () => own,
    identity,
    credentials: config.credentials,
    maxCalls: limits.maxCalls,
    executionLogs: {
      write(entry) {
        const { apiId, stageName, requestId, lines } = entry;
        for (const line of lines) config.log(`${apiId}/${stageName} (${requestId}) ${line}`);
        gatewayLogs.write(entry);
      },
    },
    reportFailure: report,
  });
  const stages = createStages();
  const deployments = withRoleFindings(
    front.serving(createDeployments(data.store, stages, ports, defaultLogging(config))),
    identity,
    ACCOUNT_ID,
  );

  const contentFiles = openContentFiles(join(data.path, 's3'), data.store.looseFiles);
  opened.defer(() => contentFiles.close());
  const s3: S3Ports = { store: data.store, files: contentFiles, credentials, authorize, now: Date.now };
  const objects = createObjectAccess(s3);
  await adoptFormerSampleEndpoint(data.store, objects, data.path);
  if (config.sample) makeSampleRoleOnce(data.store);
  if (config.sample) await deploySampleOnce(data.store, deployments, objects, scope);
  const mayAssumeRole: SageMakerPorts['mayAssumeRole'] = ({ accountId }, roleArn) =>
    identity.roles.trusts(roleArn, SAGEMAKER_PRINCIPAL, accountId);
  const sources = { objects, containerUrls: config.endpoints, mayAssumeRole };
  const life = endpointLife(data.store, endpoints, sources, config.log);
  opened.defer(() => life.settled());
  await life.resume();
  if (config.modelDir !== undefined) serveFromDirectory(endpoints, scope, SAMPLE_ENDPOINT, config.modelDir);
  for (const [name, url] of config.endpoints) serveFromUrl(endpoints, scope, name, url);
  deployments.refreshAll();
  const apiFile =
    config.apiFile === undefined
      ? undefined
      : deployApiFile(data.store, deployments, scope, {
          file: config.apiFile,
          stageName: config.apiStage,
          strict: config.strict,
        });

  const domains = customDomains(data.store);
  const services: ReadonlyMap<string, AwsService> = new Map([
    ['sagemaker-runtime', sagemakerRuntimeService(sagemaker, authorize)],
    [
      'sagemaker',
      sagemakerService(
        {
          store: data.store,
          now: Date.now,
          authorize,
          mayAssumeRole,
          objects,
          endpointLife: life,
        },
        config.log,
      ),
    ],
    [
      'apigateway',
      apiGatewayService(
        {
          ...controlPlanePorts({ ...data.store, domainNames: domains.domainNames }, deployments, config, identity),
          testInvoke: testInvoker(ports),
        },
        config.log,
      ),
    ],
    ['iam', iamService(identity, config.log)],
    ['sts', stsService(identity, config.log)],
    ['logs', logsService({ logs: data.logs, authorize, now: Date.now }, config.log)],
  ]);
  const status = statusService({
    store: data.store,
    version: readVersion(),
    authorize,
    check: (deployment) => deployments.check(deployment),
    processEndpoints: (owner) => processEndpoints(config, scope, owner),
  });
  const server = createHttpServer({
    onHead: (request) => route(request, stages, domains.find, services, status, credentials, front, s3, config.log),
    onFailure: (failure) => report('A request failed', failure),
    maxConnections: limits.maxConnections,
    maxHeldBodyBytes: heldBodyBytes(),
  });
  const port = await front.listen(server, ports.executionLogs);
  own = ownUrl(config, port);
  opened.defer(warmUp(stages));
  const running = opened.move();
  let closing: Promise<void> | undefined;
  return {
    url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${port}`,
    dataDir: data.path,
    config,
    apiFile,
    close() {
      closing ??= front.drain(DRAIN_DEADLINE_IN_MILLIS).finally(() => running.disposeAsync());
      return closing;
    },
  };
}

function controlPlanePorts(
  store: Store,
  deployments: Deployments,
  config: ServerConfig,
  { authorize, roles }: ServerIdentity,
): ApiGatewayPorts {
  return {
    store,
    mayAssumeRole: ({ accountId }, roleArn) => roles.trusts(roleArn, API_GATEWAY_PRINCIPAL, accountId),
    authorize,
    now: Date.now,
    newId: newResourceId,
    compile: (deployment) => deployments.check(deployment),
    checkStage,
    strict: config.strict,
    stageChanged: (restApiId) => deployments.refresh(restApiId),
  };
}

/** One port: deployed APIs, AWS services, and what is Portico's own under `/_portico/` (design: one port). */
function route(
  request: HttpRequest,
  stages: Stages,
  customDomain: FindCustomDomain,
  services: ReadonlyMap<string, AwsService>,
  status: AwsService,
  credentials: CredentialLookup,
  front: Front,
  s3: S3Ports,
  log: (line: string) => void,
): HttpRequestHandler | HttpStreamHandler {
  const address = deployedAddress(request) ?? customDomain(request.host, request.target);
  if (address !== undefined) return deployedApiHandler(stages, address, request);
  if (request.target === '/_portico/status') return verifiedHandler('apigateway', status, credentials, request);
  if (request.target.startsWith('/_portico/')) return porticoHandler(request);
  const name = identifyService({ rawTarget: request.target, headers: request.headers });
  if (name === 's3') return s3Handler(request, s3, log);
  const service = awsServiceHandler(name, services, credentials, request);
  return service === undefined ? fixedReply(404, 'Nothing is served at this address') : front.inService(service);
}

function porticoHandler(request: HttpRequest): HttpRequestHandler {
  if (request.target !== '/_portico/health') return fixedReply(404, 'Nothing is served at this address');
  if (request.method !== 'GET' && request.method !== 'HEAD') return fixedReply(405, 'Use GET');
  return jsonHandler(200, { status: 'ok' });
}

function fixedReply(status: number, message: string): HttpRequestHandler {
  return jsonHandler(status, { message });
}

function jsonHandler(status: number, document: Readonly<Record<string, unknown>>): HttpRequestHandler {
  const reply: Reply = {
    status,
    headers: [['Content-Type', 'application/json']],
    body: Payload.fromText(JSON.stringify(document)),
  };
  return { maxBodyBytes: 0, tooLarge: () => reply, handle: () => reply };
}

function defaultLogging(config: ServerConfig): LoggingSetting | undefined {
  return config.executionLog === 'OFF'
    ? undefined
    : { level: config.executionLog, dataTrace: config.executionLog === 'INFO' };
}
