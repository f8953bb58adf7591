import type { BodyBudget } from './body-budget.ts';
import type { HttpRequest, HttpRequestHandler, HttpResponse, HttpStreamHandler, HttpTakeover } from './http-message.ts';
import type { OutputBuffer } from './output-buffer.ts';
import type { Refusal } from './refusal.ts';
import type { ServerConnection } from './server-connection.ts';
import type { HttpLimits, HttpTimeouts } from './server-options.ts';

/** What the connections of a server have in common. */
export interface ServerContext {
  readonly onHead: (request: HttpRequest) => HttpRequestHandler | HttpStreamHandler | HttpTakeover;
  readonly onFailure: (failure: unknown) => void;
  readonly refusalResponse: (refusal: Refusal) => HttpResponse;
  readonly limits: HttpLimits;
  readonly timeouts: HttpTimeouts;
  readonly output: OutputBuffer;
  readonly bodies: BodyBudget;
  /** Milliseconds on a clock that only moves between events. */
  readonly now: () => number;
  readonly forget: (connection: ServerConnection) => void;
  /** Every answer from now on ends its connection. */
  draining: boolean;
}
