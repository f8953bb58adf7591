import { randomUUID } from 'node:crypto';
import type { ExecutionLogSink, GatewayPorts } from '@portico/gateway';
import type { HttpClient } from '@portico/http1';
import type { EndpointRegistry, SageMakerRuntime } from '@portico/inference';
import { createSageMakerRuntime } from '@portico/inference';
import { createAwsServices } from './aws-integrations.ts';
import { boundCalls } from './bounded-calls.ts';
import type { Credentials } from './config.ts';
import { identityPorts } from './gateway-identity.ts';
import { randomTexts } from './random-ids.ts';
import type { ServerIdentity } from './server-identity.ts';
import { integrationCredentials } from './server-identity.ts';

/** In what a process that serves APIs differs from others. */
export interface GatewaySetting {
  readonly http: HttpClient;
  readonly endpoints: EndpointRegistry;
  /** Where AWS services are that are not this server's own. */
  readonly serviceEndpoints: ReadonlyMap<string, URL>;
  /** This server; `undefined` while it does not listen yet. */
  readonly own: () => URL | undefined;
  readonly identity: ServerIdentity;
  /** With which AWS services are called where an integration names no role. */
  readonly credentials: Credentials;
  /** Calls under way that leave the process. */
  readonly maxCalls: number;
  readonly executionLogs: ExecutionLogSink;
  readonly reportFailure: (what: string, failure: unknown) => void;
}

/** What the data plane needs from outside, in the server's only process as in each of its workers. */
export function gatewayPorts(setting: GatewaySetting): {
  readonly ports: GatewayPorts;
  /** The endpoints without a bound on calls. */
  readonly sagemaker: SageMakerRuntime;
} {
  const { http, endpoints, identity, reportFailure } = setting;
  const sagemaker = createSageMakerRuntime({
    endpoints,
    requestId: randomUUID,
    reportFailure: (failure, requestId) => reportFailure(`(${requestId}) SageMaker Runtime failed`, failure),
  });
  const awsServices = createAwsServices({
    http,
    endpoints: setting.serviceEndpoints,
    own: setting.own,
    credentialsOf: integrationCredentials(identity, setting.credentials),
    now: Date.now,
  });
  const bound = boundCalls(setting.maxCalls);
  const ports = {
    sagemaker: bound.sagemaker(sagemaker),
    http: bound.http(http),
    awsServices: bound.awsServices(awsServices),
    ...identityPorts(identity),
    now: Date.now,
    randomHex: randomTexts.hex,
    executionLogs: setting.executionLogs,
  };
  return { ports, sagemaker };
}
