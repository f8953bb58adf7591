import { GatewayFault } from '@portico/api-model';
import type { AwsServices, HttpClient, SageMakerRuntime } from '@portico/gateway';
import { observeStream } from '@portico/gateway';

/** Calls under way that leave the process. */
export interface CallBound {
  /** A client that has no more than so many calls under way; one beyond rejects with the GatewayFault THROTTLED. */
  http(client: HttpClient): HttpClient;
  awsServices(services: AwsServices): AwsServices;
  /** The same for endpoints; one in this process answers at once and counts for nothing. */
  sagemaker(runtime: SageMakerRuntime): SageMakerRuntime;
}

/**
 * Without a bound a backend that hangs fills memory and file descriptors with requests that wait for it. What comes beyond is told so
 * at once, in the words of an account that has used up its burst.
 */
export function boundCalls(maxCalls: number): CallBound {
  let underWay = 0;

  function begin(): void {
    if (underWay >= maxCalls) throw throttled();
    underWay++;
  }

  function throttled(): GatewayFault {
    return new GatewayFault('THROTTLED', { reason: `${maxCalls} calls of integrations are under way already` });
  }

  function end(): void {
    underWay--;
  }

  function ended<T>(outcome: T): T {
    underWay--;
    return outcome;
  }

  function failed(failure: unknown): never {
    underWay--;
    throw failure;
  }

  function counted<T>(call: () => Promise<T>): Promise<T> {
    if (underWay >= maxCalls) return Promise.reject(throttled());
    underWay++;
    return call().then(ended, failed);
  }

  return {
    http: (client) => ({
      send: (call) => counted(() => client.send(call)),
      async stream(call) {
        begin();
        try {
          const outcome = await client.stream(call);
          if ('failure' in outcome) {
            end();
            return outcome;
          }
          return { ...outcome, body: observeStream(outcome.body, end) };
        } catch (thrown) {
          end();
          throw thrown;
        }
      },
    }),
    awsServices: (services) => ({ send: (call) => counted(() => services.send(call)) }),
    sagemaker: (runtime) => ({
      invokeEndpoint(request) {
        begin();
        let isUnderWay = false;
        try {
          const answer = runtime.invokeEndpoint(request);
          if (!(answer instanceof Promise)) return answer;
          isUnderWay = true;
          return answer.finally(end);
        } finally {
          if (!isUnderWay) end();
        }
      },
    }),
  };
}
