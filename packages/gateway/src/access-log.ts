import type { IntegrationAnswer, Received, Reply, RequestScope } from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import type { GatewayFault, Stage } from '@portico/api-model';
import { JavaMap, toJavaString } from '@portico/values';
import { allHeaders } from './all-headers.ts';
import type { ExecutionLogSink } from './ports.ts';
import { TRACE_HEADER } from './trace-id.ts';

/** Where a stage's access log goes, and what a line of it says. */
export interface AccessLogSetting {
  readonly destinationArn: string;
  line(facts: AccessLogFacts): string;
}

/** What is known of a request when it has been answered. */
interface AccessLogFacts {
  readonly scope: RequestScope;
  readonly reply: Reply;
  /** Octets of the body. */
  readonly responseLength: number;
  readonly fault: GatewayFault | undefined;
  readonly integration: IntegrationFacts | undefined;
  readonly responseLatency: number;
}

interface IntegrationFacts {
  readonly status: number | undefined;
  readonly latency: number;
  readonly requestId: string | undefined;
}

/** An unset variable. */
const UNSET = '-';

/**
 * The access log of a stage that sends one to a log group; undefined without (spec: data plane, section 18.1). Firehose streams
 * are no place of Portico's: nothing is sent to one.
 */
export function compileAccessLog({ accessLogSettings }: Stage): AccessLogSetting | undefined {
  const { destinationArn, format } = accessLogSettings ?? {};
  if (destinationArn === undefined || format === undefined) return undefined;
  if (!/^arn:[^:]+:logs:[^:]+:\d{12}:log-group:/.test(destinationArn)) return undefined;
  const parts = [...format.matchAll(/\$context((?:\.[A-Za-z0-9_-]+)+)|[^$]+|\$/g)].map(([text, path]) =>
    path === undefined ? () => text : variable(path.slice(1)),
  );
  return {
    destinationArn,
    line: (facts) =>
      parts
        .map((part) => part(facts))
        .join('')
        .replace(/[\r\n]+/g, ' '),
  };
}

/** The access log of one request. */
export class AccessLog {
  readonly #setting: AccessLogSetting;
  readonly #sink: ExecutionLogSink;
  readonly #now: () => number;
  readonly #startedAtInMillis: number;
  #calledAtInMillis = 0;
  #integration: IntegrationFacts | undefined;

  constructor(setting: AccessLogSetting, sink: ExecutionLogSink, now: () => number, received: Received) {
    this.#setting = setting;
    this.#sink = sink;
    this.#now = now;
    this.#startedAtInMillis = received.receivedAtInMillis;
  }

  integrationRequest(): void {
    this.#calledAtInMillis = this.#now();
  }

  integrationAnswer({ status, headers }: IntegrationAnswer): void {
    const latency = Math.round(this.#now() - this.#calledAtInMillis);
    this.#integration = { status, latency, requestId: lastHeader(headers, 'x-amzn-requestid') };
  }

  /** @param responseLength octets; default those of the reply's body */
  end(scope: RequestScope, reply: Reply, fault?: GatewayFault, responseLength?: number): void {
    const { received, stage } = scope;
    const line = this.#setting.line({
      scope,
      reply,
      fault,
      responseLength: responseLength ?? reply.body.bytes().length,
      integration: this.#integration,
      responseLatency: Math.max(0, Math.round(this.#now() - this.#startedAtInMillis)),
    });
    this.#sink.write({
      apiId: stage.apiId,
      stageName: stage.stageName,
      requestId: received.ids.requestId,
      lines: [],
      accessLog: { destinationArn: this.#setting.destinationArn, line },
    });
  }
}

type Variable = (facts: AccessLogFacts) => string | number | undefined;

/** Variables that only access logs have (https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html). */
const LOG_ONLY: ReadonlyMap<string, Variable> = new Map<string, Variable>([
  ['status', ({ reply }) => reply.status],
  ['responseLength', ({ responseLength }) => responseLength],
  ['responseLatency', ({ responseLatency }) => responseLatency],
  ['integrationStatus', ({ integration }) => integration?.status],
  ['integrationLatency', ({ integration }) => integration?.latency],
  ['integrationErrorMessage', ({ fault }) => fault?.reason],
  ['integration.status', ({ integration }) => integration?.status],
  ['integration.integrationStatus', ({ integration }) => integration?.status],
  ['integration.latency', ({ integration }) => integration?.latency],
  ['integration.requestId', ({ integration }) => integration?.requestId],
  ['integration.error', ({ fault }) => fault?.reason],
  ['awsEndpointRequestId', ({ integration }) => integration?.requestId],
  ['endpointType', () => 'REGIONAL'],
  ['error.message', ({ fault }) => fault?.clientMessage ?? undefined],
  [
    'error.messageString',
    ({ fault }) => (fault?.clientMessage == null ? undefined : JSON.stringify(fault.clientMessage)),
  ],
  ['error.responseType', ({ fault }) => fault?.responseType],
  ['error.validationErrorString', ({ fault }) => fault?.validationError],
  ['xrayTraceId', ({ reply }) => lastHeader(allHeaders(reply), TRACE_HEADER.toLowerCase())],
]);

function variable(path: string): (facts: AccessLogFacts) => string {
  const own = LOG_ONLY.get(path);
  if (own !== undefined) return (facts) => textOf(own(facts));
  const names = path.split('.');
  return ({ scope }) => {
    let value: unknown = scope.context;
    for (const name of names) value = value instanceof JavaMap ? value.get(name) : undefined;
    return value === null || value === undefined || value instanceof JavaMap
      ? UNSET
      : textOf(toJavaString(value as Parameters<typeof toJavaString>[0]));
  };
}

function textOf(value: string | number | undefined): string {
  return value === undefined || value === '' ? UNSET : String(value);
}
