import type { CompiledMethod, IntegrationAnswer, IntegrationRequest, Reply, RequestScope } from '@portico/api-compiler';
import type { GatewayFault } from '@portico/api-model';
import type { ExecutionLogSink } from './ports.ts';
import type { CompiledStage, LoggingSetting } from './stage.ts';

/** Values longer than this are cut (recorded; spec: data plane, section 18.2). */
const MAX_VALUE_LENGTH = 998;

/**
 * The execution log of one request: the service's lines in its order, without time and request id. At level ERROR only a failure
 * writes; headers and bodies are in it only with `dataTraceEnabled`.
 */
export class ExecutionLog {
  readonly #scope: RequestScope;
  readonly #setting: LoggingSetting;
  readonly #sink: ExecutionLogSink;
  readonly #lines: string[] = [];
  #failed = false;
  #calledAtInMillis = 0;

  constructor(scope: RequestScope, setting: LoggingSetting, sink: ExecutionLogSink) {
    this.#scope = scope;
    this.#setting = setting;
    this.#sink = sink;
  }

  methodRequest(): void {
    if (this.#setting.level === 'ERROR') return;
    const { received, params } = this.#scope;
    this.#lines.push(`Starting execution for request: ${received.requestId}`);
    this.#lines.push(`HTTP Method: ${received.httpMethod}, Resource Path: ${received.pathBelowStage}`);
    if (!this.#setting.dataTrace) return;
    this.#lines.push(`Method request path: ${mapText(params.path)}`);
    this.#lines.push(`Method request query string: ${mapText(lastValues(params.querystring))}`);
    this.#lines.push(`Method request headers: ${mapText(lastValues(params.header))}`);
    this.#lines.push(`Method request body before transformations: ${cut(received.body.text())}`);
  }

  integrationRequest(request: IntegrationRequest, nowInMillis: number): void {
    this.#calledAtInMillis = nowInMillis;
    if (this.#setting.level === 'ERROR' || request.type === 'MOCK') return;
    const uri = uriOf(request);
    if (this.#setting.dataTrace) {
      this.#lines.push(`Endpoint request URI: ${uri}`);
      this.#lines.push(`Endpoint request headers: ${mapText(request.headers)}`);
      this.#lines.push(`Endpoint request body after transformations: ${cut(request.body?.text() ?? '')}`);
    }
    this.#lines.push(`Sending request to ${uri}`);
  }

  integrationAnswer(request: IntegrationRequest, answer: IntegrationAnswer, nowInMillis: number): void {
    if (this.#setting.level === 'ERROR' || request.type === 'MOCK') return;
    const latency = Math.round(nowInMillis - this.#calledAtInMillis);
    this.#lines.push(`Received response. Status: ${answer.status}, Integration latency: ${latency} ms`);
    if (!this.#setting.dataTrace) return;
    this.#lines.push(`Endpoint response headers: ${mapText(answer.headers)}`);
    this.#lines.push(`Endpoint response body before transformations: ${cut(answer.body.text())}`);
  }

  methodResponse(reply: Reply): void {
    if (this.#setting.level === 'ERROR') return;
    if (this.#setting.dataTrace) {
      this.#lines.push(`Method response body after transformations: ${cut(reply.body.text())}`);
      this.#lines.push(`Method response headers: ${mapText(reply.headers)}`);
    }
    this.#lines.push('Successfully completed execution');
    this.#lines.push(`Method completed with status: ${reply.status}`);
  }

  failure(fault: GatewayFault, reply: Reply): void {
    // A caller's own mistake (4xx) is no failed execution: level ERROR leaves it out.
    this.#failed = reply.status >= 500;
    if (fault.reason !== undefined) this.#lines.push(...fault.reason.split('\n'));
    this.#lines.push(`Method completed with status: ${reply.status}`);
  }

  flush(): void {
    if (this.#setting.level === 'ERROR' && !this.#failed) return;
    const { received, stage } = this.#scope;
    this.#sink.write({
      apiId: stage.apiId,
      stageName: stage.stageName,
      requestId: received.requestId,
      lines: this.#lines,
    });
  }
}

/** `undefined` when nobody listens to this method. */
export function beginLog(stage: CompiledStage, method: CompiledMethod, scope: RequestScope): ExecutionLog | undefined {
  const setting = stage.logging(method);
  if (setting === undefined) return undefined;
  const log = new ExecutionLog(scope, setting, stage.ports.executionLogs);
  log.methodRequest();
  return log;
}

function uriOf(request: Exclude<IntegrationRequest, { type: 'MOCK' }>): string {
  if (request.type === 'HTTP') {
    const { protocol, hostname, port, target } = request.url;
    return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${target}`;
  }
  return `https://runtime.sagemaker.${request.region}.amazonaws.com/${request.servicePath}`;
}

function lastValues(values: ReadonlyMap<string, readonly string[]>): readonly (readonly [string, string])[] {
  return [...values].map(([name, list]) => [name, list.at(-1) ?? '']);
}

/** `{a=1, b=2}`; of an Authorization header only the last characters show. */
function mapText(entries: Iterable<readonly [string, string]>): string {
  const parts = [...entries].map(
    ([name, value]) => `${name}=${name.toLowerCase() === 'authorization' ? masked(value) : value}`,
  );
  return cut(`{${parts.join(', ')}}`);
}

function masked(value: string): string {
  const visible = value.length > 12 ? value.slice(-6) : '';
  return `${'*'.repeat(Math.min(value.length - visible.length, 100))}${visible}`;
}

function cut(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)} [TRUNCATED]` : text;
}
