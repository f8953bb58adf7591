import type {
  CompiledMethod,
  GatewayResponseReply,
  HeaderEntry,
  IntegrationAnswer,
  IntegrationRequest,
  Reply,
  RequestScope,
} from '@portico/api-compiler';
import { lastHeader } from '@portico/api-compiler';
import type { GatewayFault } from '@portico/api-model';
import type { ExecutionLogSink } from './ports.ts';
import type { CompiledStage, LoggingSetting } from './stage.ts';
import type { Trace } from './trace-id.ts';
import { TRACE_HEADER } from './trace-id.ts';

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
  readonly #now: () => number;
  readonly #lines: string[] = [];
  #failed = false;
  #calledAtInMillis = 0;
  /** Of the AWS service behind the integration. */
  #endpointRequestId: string | undefined;

  /** @param now epoch milliseconds; asked only where a line says how long something took */
  constructor(scope: RequestScope, setting: LoggingSetting, sink: ExecutionLogSink, now: () => number) {
    this.#scope = scope;
    this.#setting = setting;
    this.#sink = sink;
    this.#now = now;
  }

  methodRequest(method: CompiledMethod): void {
    if (this.#setting.level === 'ERROR') return;
    const { received, params, stage } = this.#scope;
    const apiStage = `${stage.apiId}/${stage.stageName}`;
    // The key is empty: methods that require one are not served.
    this.#lines.push(
      `Extended Request Id: ${received.ids.extendedRequestId}`,
      `Verifying Usage Plan for request: ${received.ids.requestId}. API Key:  API Stage: ${apiStage}`,
      `API Key  authorized because method '${received.httpMethod} ${method.resourcePath}' does not require API Key. Request will not contribute to throttle or quota limits`,
      `Usage Plan check succeeded for API Key  and API Stage ${apiStage}`,
      `Starting execution for request: ${received.ids.requestId}`,
      `HTTP Method: ${received.httpMethod}, Resource Path: ${received.belowStage.path}`,
    );
    if (!this.#setting.dataTrace) return;
    this.#lines.push(
      `Method request path: ${mapText(params.path)}`,
      `Method request query string: ${mapText(lastValues(params.querystring))}`,
      `Method request headers: ${mapText(lastValues(params.header))}`,
      `Method request body before transformations: ${cut(received.body.text())}`,
    );
  }

  /** @param trace the trace header that an HTTP call carries */
  integrationRequest(request: IntegrationRequest, trace: Trace | undefined): void {
    if (this.#setting.level === 'ERROR' || request.type === 'MOCK') return;
    this.#calledAtInMillis = this.#now();
    const uri = uriOf(request);
    if (this.#setting.dataTrace) {
      const sent: readonly HeaderEntry[] =
        trace === undefined || request.type === 'SAGEMAKER'
          ? request.headers
          : [...request.headers, [TRACE_HEADER, trace.text]];
      this.#lines.push(
        `Endpoint request URI: ${uri}`,
        `Endpoint request headers: ${mapText(sent)}`,
        `Endpoint request body after transformations: ${cut(request.body?.text() ?? '')}`,
      );
    }
    this.#lines.push(`Sending request to ${uri}`);
  }

  integrationAnswer(request: IntegrationRequest, answer: IntegrationAnswer): void {
    if (this.#setting.level === 'ERROR' || request.type === 'MOCK') return;
    if (request.type !== 'HTTP') this.#endpointRequestId = endpointRequestId(answer.headers);
    const latency = Math.round(this.#now() - this.#calledAtInMillis);
    this.#lines.push(`Received response. Status: ${answer.status}, Integration latency: ${latency} ms`);
    if (!this.#setting.dataTrace) return;
    this.#lines.push(
      `Endpoint response headers: ${mapText(answer.headers)}`,
      ...(answer.stream === undefined
        ? [`Endpoint response body before transformations: ${cut(answer.body.text())}`]
        : []),
    );
  }

  /** @param trace the trace header of the reply, which the service lists first */
  methodResponse(reply: Reply, trace: Trace | undefined): void {
    if (this.#setting.level === 'ERROR') return;
    if (this.#setting.dataTrace) {
      this.#lines.push(
        ...(reply.stream === undefined
          ? [`Method response body after transformations: ${cut(reply.body.text())}`]
          : []),
        `Method response headers: ${mapText(trace === undefined ? reply.headers : [[TRACE_HEADER, trace.text], ...reply.headers])}`,
      );
    }
    this.#lines.push('Successfully completed execution');
    this.#complete(reply);
  }

  failure(fault: GatewayFault, reply: GatewayResponseReply): void {
    // A caller's own mistake (4xx) is no failed execution: level ERROR leaves it out.
    this.#failed ||= reply.status >= 500;
    if (fault.reason !== undefined) this.#lines.push(...fault.reason.split('\n').map(cut));
    if (reply.isCustomised) {
      this.#lines.push(`Gateway response type: ${fault.responseType} with status code: ${reply.status}`);
      if (this.#setting.dataTrace) {
        this.#lines.push(
          `Gateway response body: ${cut(reply.body.text())}`,
          `Gateway response headers: ${mapText(reply.headers)}`,
        );
      }
    }
    this.#complete(reply);
  }

  /** The head of the reply is sent, its body does not come to the end. */
  brokenStream(reply: Reply, reason: string): void {
    this.#failed = true;
    this.#lines.push(...reason.split('\n').map(cut));
    this.#complete(reply);
  }

  /** What an operator has to know of a refusal; shown at level ERROR too. */
  explain(explanation: string): void {
    this.#failed = true;
    this.#lines.push(explanation);
  }

  flush(): void {
    if (this.#setting.level === 'ERROR' && !this.#failed) return;
    const { received, stage } = this.#scope;
    this.#sink.write({
      apiId: stage.apiId,
      stageName: stage.stageName,
      requestId: received.ids.requestId,
      lines: this.#lines,
    });
  }

  #complete(reply: Reply): void {
    if (this.#endpointRequestId !== undefined) {
      this.#lines.push(`AWS Integration Endpoint RequestId : ${this.#endpointRequestId}`);
    }
    this.#lines.push(`Method completed with status: ${reply.status}`);
  }
}

/** `undefined` when nobody listens to this method. */
export function beginLog(stage: CompiledStage, method: CompiledMethod, scope: RequestScope): ExecutionLog | undefined {
  const setting = stage.logging(method);
  if (setting === undefined) return undefined;
  const log = new ExecutionLog(scope, setting, stage.ports.executionLogs, stage.ports.now);
  log.methodRequest(method);
  return log;
}

function uriOf(request: Exclude<IntegrationRequest, { type: 'MOCK' }>): string {
  if (request.type === 'HTTP') {
    const { protocol, hostname, port, target } = request.url;
    return `${protocol}//${hostname}${port === '' ? '' : `:${port}`}${target}`;
  }
  if (request.type === 'AWS') return `https://${request.service}.${request.region}.amazonaws.com${request.target}`;
  return `https://runtime.sagemaker.${request.region}.amazonaws.com/${request.servicePath}`;
}

/** S3's name of it, and everybody else's. */
function endpointRequestId(headers: readonly HeaderEntry[]): string | undefined {
  return lastHeader(headers, 'x-amzn-requestid') ?? lastHeader(headers, 'x-amz-request-id');
}

function lastValues(values: Iterable<readonly [string, readonly string[]]>): readonly (readonly [string, string])[] {
  return [...values].map(([name, list]) => [name, list.at(-1) ?? '']);
}

/** `{a=1, b=2}`; of a secret only the last characters show. */
function mapText(entries: Iterable<readonly [string, string]>): string {
  const parts = [...entries].map(
    ([name, value]) => `${name}=${SECRET.has(name.toLowerCase()) ? masked(value) : value}`,
  );
  return cut(`{${parts.join(', ')}}`);
}

/** Credentials and keys are redacted (https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html). */
const SECRET: ReadonlySet<string> = new Set(['authorization', 'x-api-key', 'x-amz-security-token']);

function masked(value: string): string {
  const visible = value.length > 12 ? value.slice(-6) : '';
  return `${'*'.repeat(Math.min(value.length - visible.length, 100))}${visible}`;
}

function cut(text: string): string {
  return text.length > MAX_VALUE_LENGTH ? `${text.slice(0, MAX_VALUE_LENGTH)} [TRUNCATED]` : text;
}
