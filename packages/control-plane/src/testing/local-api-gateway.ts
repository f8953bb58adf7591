import type { PatchOperation, UpdateStageCommandOutput } from '@aws-sdk/client-api-gateway';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  ImportRestApiCommand,
  UpdateAccountCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { Diagnostic } from '@portico/api-model';
import { createMemoryStore } from '@portico/store';
import { handleApiGateway } from '../apigateway/handle-api-gateway.ts';
import type { ApiGatewayPorts } from '../apigateway/ports.ts';
import type { TestInvocation } from '../apigateway/test-invoke/test-invocation.ts';
import type { AccessRequest } from '../authorization.ts';
import { startLocalService } from './local-service.ts';
import { ratingsDocument } from './ratings-api.ts';

/** The time that every operation sees. */
export const NOW: number = Date.UTC(2026, 10, 22, 3, 0, 0);

/** API Gateway over HTTP with an empty store, and a client of the SDK for account 000000000000 in us-east-1. */
export interface LocalApiGateway {
  readonly client: APIGatewayClient;
  readonly clientOf: (accessKeyId: string, region: string) => APIGatewayClient;
  ports: ApiGatewayPorts;
  /** What the compiler is made to say. */
  findings: readonly Diagnostic[];
  /** Stages that the server was told about, as `{apiId}/{stageName}`. */
  changed: string[];
  /** What IAM was asked, as `action resource`. */
  asked: string[];
  /** IAM denies what this says. */
  denies: (request: AccessRequest) => boolean;
  /** Starts over with an empty store. */
  reset(): void;
  close(): void;
  /** Imports a document; the id of the API. */
  imported(document?: unknown): Promise<string>;
  /** An API with a deployment on stage `test`. */
  deployed(): Promise<{ readonly restApiId: string; readonly deploymentId: string }>;
  /** Gives the account a role to write logs with. */
  allowLogging(): Promise<void>;
  /** What TestInvokeMethod was asked to run, in order. */
  invocations: TestInvocation[];
  /** UpdateStage on stage `test`. */
  update(restApiId: string, ...patchOperations: PatchOperation[]): Promise<UpdateStageCommandOutput>;
}

export async function startLocalApiGateway(): Promise<LocalApiGateway> {
  const service = await startLocalService((request) => handleApiGateway(request, local.ports));
  const clientOf = (accessKeyId: string, region: string): APIGatewayClient => {
    const credentials = { accessKeyId, secretAccessKey: 'test' };
    return new APIGatewayClient({ endpoint: service.endpoint, region, credentials, maxAttempts: 1 });
  };
  const client = clientOf('test', 'us-east-1');
  const local: LocalApiGateway = {
    client,
    clientOf,
    ports: freshPorts(),
    findings: [],
    changed: [],
    invocations: [],
    asked: [],
    denies: () => false,
    reset() {
      local.ports = freshPorts();
      local.findings = [];
      local.changed = [];
      local.invocations = [];
      local.asked = [];
      local.denies = () => false;
    },
    close() {
      client.destroy();
      service.close();
    },
    async imported(document = ratingsDocument()) {
      const { id = '' } = await client.send(new ImportRestApiCommand({ body: bytes(document) }));
      return id;
    },
    async deployed() {
      const restApiId = await local.imported();
      const { id = '' } = await client.send(new CreateDeploymentCommand({ restApiId, stageName: 'test' }));
      local.changed = [];
      return { restApiId, deploymentId: id };
    },
    async allowLogging() {
      const value = 'arn:aws:iam::000000000000:role/logs';
      const patchOperations: PatchOperation[] = [{ op: 'replace', path: '/cloudwatchRoleArn', value }];
      await client.send(new UpdateAccountCommand({ patchOperations }));
    },
    update: (restApiId, ...patchOperations) =>
      client.send(new UpdateStageCommand({ restApiId, stageName: 'test', patchOperations })),
  };
  return local;

  function freshPorts(): ApiGatewayPorts {
    let ids = 0;
    return {
      store: createMemoryStore(),
      authorize: (request) => {
        local.asked.push(`${request.action} ${request.resource}`);
        if (!local.denies(request)) return { isAllowed: true };
        return { isAllowed: false, message: `User: ${request.caller.arn} is not authorized` };
      },
      now: () => NOW,
      newId: (length) => (++ids).toString(36).padStart(length, 'a'),
      compile: () => local.findings,
      checkStage: (stage) => (stage.cacheClusterEnabled ? [finding('error', 'caching is not served')] : []),
      strict: false,
      stageChanged: (restApiId, stageName) => local.changed.push(`${restApiId}/${stageName}`),
      testInvoke: async (invocation) => {
        local.invocations.push(invocation);
        return {
          status: 200,
          headers: [
            ['X-Amzn-Trace-Id', 'Root=1'],
            ['Content-Type', 'application/json'],
            ['X-A', '1'],
            ['X-A', '2'],
          ],
          body: '{}',
          log: 'Execution log for request r\n',
          latencyInMillis: 7,
        };
      },
    };
  }
}

export function finding(severity: Diagnostic['severity'], message: string): Diagnostic {
  return { severity, code: 'some-code', message, place: 'GET /movies', line: 3, column: 7, remedy: 'Repair it.' };
}

/** A document as a request body: text as it is, anything else as JSON. */
export function bytes(document: unknown): Uint8Array {
  return new TextEncoder().encode(typeof document === 'string' ? document : JSON.stringify(document));
}

/** What the service sends, without what the client adds. */
export function output<T extends { $metadata: unknown }>(answer: T): Omit<T, '$metadata'> {
  const { $metadata: _, ...rest } = answer;
  return rest;
}
