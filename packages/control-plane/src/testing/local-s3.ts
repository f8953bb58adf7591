import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { Store } from '@portico/store';
import { createMemoryStore } from '@portico/store';
import type { Authorize } from '../authorization.ts';
import { createAuthorizer } from '../iam/authorizer/authorizer.ts';
import { openContentFiles } from '../s3/content/content-files.ts';
import { handleS3 } from '../s3/handle-s3.ts';
import type { S3Ports } from '../s3/ports.ts';

export interface LocalS3 {
  /** `http://127.0.0.1:54321` */
  readonly endpoint: string;
  readonly client: S3Client;
  readonly ports: S3Ports;
  readonly store: Store;
  /** Where content files are. */
  readonly directory: string;
  /** What IAM decides, from the next request on. */
  authorize: Authorize;
  clientOf(accessKeyId: string, region?: string): S3Client;
  close(): Promise<void>;
}

/** S3 on a port of its own. Access keys are `test` (account 000000000000) and `other` (111111111111), the secret is `test`. */
export async function startLocalS3(): Promise<LocalS3> {
  const directory = mkdtempSync(join(tmpdir(), 'portico-s3-'));
  const store = createMemoryStore();
  const files = openContentFiles(directory, store.looseFiles);
  const clients: S3Client[] = [];
  const ports: S3Ports = {
    store,
    files,
    now: Date.now,
    authorize: (request) => local.authorize(request),
    credentials: (id) => {
      const accountId = id === 'test' ? '000000000000' : id === 'other' ? '111111111111' : undefined;
      return accountId && { secretAccessKey: 'test', accountId, arn: `arn:aws:iam::${accountId}:root` };
    },
  };
  const server = createServer(async (req, res) => {
    const headers: [string, string][] = [];
    for (let i = 0; i < req.rawHeaders.length; i += 2) {
      headers.push([req.rawHeaders[i] ?? '', req.rawHeaders[i + 1] ?? '']);
    }
    const head = { method: req.method ?? '', rawTarget: req.url ?? '', headers };
    const reply = await handleS3({ ...head, sourceIp: '127.0.0.1', requestId: randomUUID() }, req, ports);
    if (reply.failure !== undefined) console.error(reply.failure);
    res.writeHead(reply.status, reply.headers.flat());
    if (reply.stream === undefined || req.method === 'HEAD') res.write(reply.body);
    else for await (const piece of reply.stream) res.write(piece);
    res.end();
    req.resume();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  function clientOf(accessKeyId: string, region = 'us-east-1'): S3Client {
    const credentials = { accessKeyId, secretAccessKey: 'test' };
    const client = new S3Client({ endpoint, region, credentials, maxAttempts: 1, forcePathStyle: true });
    clients.push(client);
    return client;
  }

  const local: LocalS3 = {
    endpoint,
    client: clientOf('test'),
    ports,
    store,
    directory,
    authorize: createAuthorizer({ store, now: Date.now }).authorize,
    clientOf,
    async close() {
      for (const client of clients) client.destroy();
      server.close();
      server.closeAllConnections();
      await files.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return local;
}
