import type { Bucket } from '@portico/store';
import type { S3Payload, VerifiedIdentity, WireReply } from '@portico/wire';
import { AwsError, headerOf, readS3Payload, verifyS3Signature } from '@portico/wire';
import type { S3Address } from './address.ts';
import { s3Address } from './address.ts';
import { authorizeS3, bucketArn } from './authorize-s3.ts';
import { theBucket } from './buckets/bucket-documents.ts';
import type { S3Operation } from './operations.ts';
import { findOperation } from './operations.ts';
import type { S3Ports } from './ports.ts';
import type { S3Output, ServiceCall } from './s3-call.ts';
import { s3Error } from './s3-error.ts';
import { errorReply, outputReply } from './s3-reply.ts';

/** The head of a request to S3, not verified yet. */
export interface S3Request {
  readonly method: string;
  /** Path and query as received. */
  readonly rawTarget: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly sourceIp: string;
  /** A UUID. */
  readonly requestId: string;
}

export interface S3Reply extends WireReply {
  /** Goes out instead of `body`, with the Content-Length that is among the headers. */
  readonly stream?: AsyncIterable<Uint8Array>;
  /** Undefined: the request names no operation that is served. */
  readonly operation: string | undefined;
  /** What went wrong inside, for the log only. */
  readonly failure: unknown;
}

/** Answers a request to S3 (REST-XML). Verifies its signature, asks IAM, reads its body as it comes. Never rejects. */
export async function handleS3(request: S3Request, body: AsyncIterable<Uint8Array>, ports: S3Ports): Promise<S3Reply> {
  let operation: S3Operation | undefined;
  let address: S3Address | undefined;
  try {
    address = s3Address(request.rawTarget, headerOf(request, 'host'));
    const { caller, payload } = verifyS3Signature(request, {
      credentials: ports.credentials,
      now: ports.now(),
      bucketOfHost: address.bucketOfHost,
    });
    operation = findOperation(request, address);
    if (caller === undefined) throw s3Error('AccessDenied');
    const output = await run(
      operation,
      request,
      address,
      { ...caller, sourceIp: request.sourceIp },
      payload,
      body,
      ports,
    );
    return { ...outputReply(output, request.requestId), operation: operation.name, failure: undefined };
  } catch (thrown) {
    const known = thrown instanceof AwsError;
    const error = known ? thrown : s3Error('InternalError');
    return {
      ...errorReply(error, address, request.requestId),
      operation: operation?.name,
      failure: known ? undefined : thrown,
    };
  }
}

function run(
  operation: S3Operation,
  request: S3Request,
  address: S3Address,
  caller: VerifiedIdentity,
  payload: S3Payload,
  body: AsyncIterable<Uint8Array>,
  ports: S3Ports,
): S3Output | Promise<S3Output> {
  const trailers = new Map<string, string>();
  const call: ServiceCall = {
    caller,
    headers: request.headers,
    query: address.query,
    bucketName: address.bucketName,
    body: readS3Payload(body, payload, trailers),
    trailers,
    requestId: request.requestId,
  };
  if (operation.level === 'service') {
    const resource = bucketArn(address.bucketName || '*');
    const decision = ports.authorize({ caller, action: operation.action, resource });
    if (!decision.isAllowed) throw s3Error('AccessDenied', decision.message);
    return operation.run(call, ports);
  }
  const bucket = theBucket(ports, address.bucketName);
  checkExpectedOwner(call, bucket);
  if (operation.action !== undefined) {
    authorizeS3(ports, caller, bucket, address.key, operation.action, operation.context?.(call));
  }
  return operation.run({ ...call, bucket, key: address.key }, ports);
}

function checkExpectedOwner(call: ServiceCall, bucket: Bucket): void {
  const expected = headerOf(call, 'x-amz-expected-bucket-owner');
  if (expected !== undefined && expected !== bucket.accountId) throw s3Error('AccessDenied');
}
