import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CredentialLookup, WireReply } from '@portico/wire';
import { AwsError, errorReply, verifySignature } from '@portico/wire';
import type { ControlPlaneReply } from '../control-plane-reply.ts';
import type { ControlPlaneRequest } from '../operation-call.ts';

export interface LocalService {
  /** `http://127.0.0.1:54321` */
  readonly endpoint: string;
  close(): void;
}

/**
 * A control plane on a port of its own, for clients of any kind. Signatures are verified: access key `test`, secret
 * `test`, account 000000000000; access key `other` belongs to account 111111111111. A failure inside is printed.
 */
export async function startLocalService(
  handle: (request: ControlPlaneRequest) => Promise<ControlPlaneReply>,
  credentials: CredentialLookup = rootsOnly,
): Promise<LocalService> {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const headers: [string, string][] = [];
    for (let i = 0; i < req.rawHeaders.length; i += 2) {
      headers.push([req.rawHeaders[i] ?? '', req.rawHeaders[i + 1] ?? '']);
    }
    const request = { method: req.method ?? '', rawTarget: req.url ?? '', headers, body };
    const reply = await verified();
    if (reply.failure !== undefined) console.error(reply.failure);
    res.writeHead(reply.status, reply.headers.flat());
    res.end(reply.body);

    async function verified(): Promise<WireReply & { readonly failure?: unknown }> {
      const requestId = randomUUID();
      try {
        const caller = verifySignature(request, { now: Date.now(), services: SERVICES, credentials });
        return await handle({ ...request, caller, requestId });
      } catch (thrown) {
        if (!(thrown instanceof AwsError)) throw thrown;
        return errorReply(thrown, 'query-iam', requestId);
      }
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const SERVICES = ['apigateway', 'sagemaker', 'iam', 'sts', 'logs'] as const;

const rootsOnly: CredentialLookup = (accessKeyId) => {
  const accountId = accessKeyId === 'test' ? '000000000000' : '111111111111';
  return { secretAccessKey: 'test', accountId, arn: `arn:aws:iam::${accountId}:root` };
};
