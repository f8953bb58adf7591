import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Payload } from '@portico/values';
import { verifySignature } from '@portico/wire';
import type { Container } from '../container.ts';
import { handleInvokeEndpoint } from '../handle-invoke-endpoint.ts';
import type { SageMakerRuntime } from '../invocation.ts';

export interface Listening extends AsyncDisposable {
  readonly url: URL;
}

/** A server on a free port of the loopback, stopped at the end of its scope. */
export async function listen(handler: RequestListener): Promise<Listening> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}`),
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A container behind HTTP: `POST /invocations` and `GET /ping`. */
export function serveContainer(container: Container): Promise<Listening> {
  return listen(async (request, response) => {
    if (request.url === '/ping') return void response.writeHead(200).end();
    const body = Payload.fromBytes(await bodyOf(request));
    const { 'content-type': contentType, accept } = request.headers;
    const reply = await container.invoke({
      body,
      ...(contentType !== undefined && { contentType }),
      ...(accept !== undefined && { accept }),
    });
    if ('failure' in reply) return void response.destroy();
    const headers = reply.contentType === undefined ? [] : ['Content-Type', reply.contentType];
    response.writeHead(reply.status, headers).end(reply.body.bytes());
  });
}

/** The key that every server here knows. */
export const KEY = { accessKeyId: 'test', secretAccessKey: 'test' };
export const ACCOUNT_ID = '000000000000';

/** SageMaker Runtime over HTTP; account and region are those of the signature. */
export function serveRuntime(runtime: SageMakerRuntime): Promise<Listening> {
  const credentials = () => ({ ...KEY, accountId: ACCOUNT_ID, arn: `arn:aws:iam::${ACCOUNT_ID}:root` });
  return listen(async (request, response) => {
    const { method = '', url: rawPath = '' } = request;
    const body = await bodyOf(request);
    const headers = pairs(request.rawHeaders);
    const { accountId, region } = verifySignature(
      { method, rawTarget: rawPath, headers, body },
      { credentials, now: Date.now(), services: ['sagemaker'] },
    );
    const received = { method, rawPath, headers, body, accountId, region };
    const reply = await handleInvokeEndpoint(runtime, received, () => 'request-id');
    response.writeHead(reply.status, reply.headers.flat()).end(reply.body.bytes());
  });
}

export async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

export function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : []));
}
