import { randomUUID } from 'node:crypto';
import type { S3Ports, S3Reply } from '@portico/control-plane';
import { handleS3, s3Refusal } from '@portico/control-plane';
import type { HttpRequest, HttpResponse, HttpStreamHandler } from '@portico/http1';
import { HttpBodyError } from '@portico/http1';
import { MARKER } from './aws-services.ts';
import { describeFailure } from './describe-failure.ts';

/** An upload of 5 GB, and room for the framing of its chunks. */
const MAX_BODY_BYTES = 5.5 * 1024 ** 3;

/** Requests to S3: bodies stream in and out. */
export function s3Handler(request: HttpRequest, ports: S3Ports, log: (line: string) => void): HttpStreamHandler {
  const requestId = randomUUID();
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    tooLarge: () => responseOf(s3Refusal('EntityTooLarge', requestId)),
    async handleStream(body) {
      const { method, target: rawTarget, headers, remoteAddress: sourceIp } = request;
      const reply = await handleS3({ method, rawTarget, headers, sourceIp, requestId }, body, ports);
      if (reply.operation === undefined && reply.status === 501) {
        log(`S3: no such operation: ${method} ${withoutSignature(rawTarget)}`);
      }
      // A connection that ended within an upload is nobody's failure here; its answer is dropped.
      if (reply.failure !== undefined && !(reply.failure instanceof HttpBodyError)) {
        log(`S3 ${reply.operation} failed: ${describeFailure(reply.failure)}`);
      }
      return responseOf(reply);
    },
  };
}

function responseOf({ status, headers, body, stream }: Omit<S3Reply, 'operation' | 'failure'>): HttpResponse {
  return {
    status,
    headers: [...headers, MARKER],
    body: { bytes: () => body },
    ...(stream !== undefined && { stream }),
  };
}

/** A presigned URL in a log would be a key for whoever reads it. */
function withoutSignature(rawTarget: string): string {
  return rawTarget.replace(/(X-Amz-(?:Signature|Security-Token)=)[^&]*/g, '$1***');
}
