import { createHash } from 'node:crypto';
import { signRequest } from '@portico/wire';
import type { LocalS3 } from './local-s3.ts';

/** What a raw request got. */
export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly text: string;
  readonly headers: Headers;
}

/** A request to a local S3, signed over exactly these headers. */
export async function sendTo(
  local: Pick<LocalS3, 'endpoint'>,
  method: string,
  target: string,
  body: string | Uint8Array = '',
  extra: Readonly<Record<string, string>> = {},
  accessKeyId = 'test',
): Promise<Answer> {
  const octets = Buffer.from(body as string);
  const payload = createHash('sha256').update(octets).digest('hex');
  const headers: [string, string][] = [
    ['Host', new URL(local.endpoint).host],
    ['x-amz-content-sha256', payload],
    ...Object.entries(extra),
  ];
  const signed = signRequest(
    { method, rawTarget: target, headers, body: octets },
    { accessKeyId, secretAccessKey: 'test', region: 'us-east-1', service: 's3', now: Date.now() },
  );
  const response = await fetch(local.endpoint + target, {
    method,
    headers: signed.map(([name, value]): [string, string] => [name, value]),
    ...(octets.length > 0 && { body: octets }),
  });
  return answerOf(response);
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return {
    status: response.status,
    code: /<Code>(.*?)<\/Code>/.exec(text)?.[1],
    message: /<Message>(.*?)<\/Message>/s.exec(text)?.[1],
    text,
    headers: response.headers,
  };
}
