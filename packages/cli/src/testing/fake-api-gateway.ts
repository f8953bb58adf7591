import { AwsError, verifySignature } from '@portico/wire';

/** One call that the fake control plane received, its signature found right. */
export interface ReceivedCall {
  /** `POST /restapis?mode=import&...` */
  readonly line: string;
  readonly body: string;
}

export interface FakeApiGateway extends Disposable {
  readonly url: string;
  readonly calls: readonly ReceivedCall[];
}

type Answer = readonly [status: number, body: unknown, errorType?: string];

/**
 * A control plane that answers by table: the first entry whose key begins the call's line. It verifies every signature
 * against test / test, as the real server does.
 */
export function fakeApiGateway(answers: Readonly<Record<string, Answer>>): FakeApiGateway {
  const calls: ReceivedCall[] = [];
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      const body = await request.bytes();
      const url = new URL(request.url);
      const target = url.pathname + url.search;
      try {
        verifySignature(
          { method: request.method, rawTarget: target, headers: [...request.headers], body },
          {
            now: Date.now(),
            services: ['apigateway'],
            credentials: (id) =>
              id === 'test'
                ? { secretAccessKey: 'test', accountId: '000000000000', arn: 'arn:aws:iam::000000000000:root' }
                : undefined,
          },
        );
      } catch (thrown) {
        if (!(thrown instanceof AwsError)) throw thrown;
        return Response.json(
          { message: thrown.message },
          { status: 403, headers: { 'x-amzn-ErrorType': thrown.code } },
        );
      }
      const line = `${request.method} ${target}`;
      calls.push({ line, body: new TextDecoder().decode(body) });
      const [status, answer, errorType] = Object.entries(answers).find(([start]) => line.startsWith(start))?.[1] ?? [
        404,
        {},
        'NotFoundException',
      ];
      return new Response(answer === undefined ? null : JSON.stringify(answer), {
        status,
        headers: errorType === undefined ? {} : { 'x-amzn-ErrorType': errorType },
      });
    },
  });
  return { url: `http://127.0.0.1:${server.port}`, calls, [Symbol.dispose]: () => void server.stop(true) };
}
