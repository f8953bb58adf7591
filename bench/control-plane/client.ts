import { Agent, request } from 'node:http';
import { signRequest } from '@portico/wire';

/** Signed calls of API Gateway's control plane over one kept connection; they throw for anything but success. */
export interface Client {
  post(target: string, body: unknown): Promise<Created>;
  put(target: string, body: unknown): Promise<Created>;
  patch(target: string, body: unknown): Promise<Created>;
}

/** What of an answer the next call needs. */
export interface Created {
  readonly id: string;
  readonly rootResourceId: string;
}

export function createClient(url: string): Client {
  const { host, hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });

  function call(method: string, path: string, input: unknown): Promise<Created> {
    const body = new TextEncoder().encode(JSON.stringify(input));
    const headers = signRequest(
      { method, rawTarget: path, headers: [['Host', host]], body },
      { accessKeyId: 'test', secretAccessKey: 'test', region: 'us-east-1', service: 'apigateway', now: Date.now() },
    );
    return new Promise((resolve, reject) => {
      const length: [string, string] = ['Content-Length', String(body.length)];
      const sent = request(
        { agent, hostname, port, path, method, headers: [...headers, length].flat() },
        (response) => {
          let text = '';
          response.on('data', (chunk: Buffer) => {
            text += chunk.toString();
          });
          response.on('end', () => {
            if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text === '' ? '{}' : text));
            else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  }
  return {
    post: (target, body) => call('POST', target, body),
    put: (target, body) => call('PUT', target, body),
    patch: (target, body) => call('PATCH', target, body),
  };
}
