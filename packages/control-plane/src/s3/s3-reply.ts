import type { AwsError, WireReply } from '@portico/wire';
import { XML_DECLARATION, xmlElement, xmlText } from '@portico/wire';
import type { S3Address } from './address.ts';
import type { S3Output } from './s3-call.ts';
import type { S3ErrorCode } from './s3-error.ts';
import { s3Error } from './s3-error.ts';

type Header = readonly [name: string, value: string];

const XML_HEADER: Header = ['Content-Type', 'application/xml'];

/** An operation's answer as bytes, or as a stream with its length among the headers. */
export function outputReply(
  output: S3Output,
  requestId: string,
): WireReply & { readonly stream?: AsyncIterable<Uint8Array> } {
  const { status = 200, headers = [], xml, text, content } = output;
  const all: Header[] = [...idHeaders(requestId), ...headers];
  if (content !== undefined) {
    all.push(['Content-Length', String(content.length)]);
    return { status, headers: all, body: NOTHING, stream: content.stream };
  }
  if (xml !== undefined) return { status, headers: [...all, XML_HEADER], body: Buffer.from(XML_DECLARATION + xml) };
  if (text !== undefined) {
    return { status, headers: [...all, ['Content-Type', text.contentType]], body: Buffer.from(text.content) };
  }
  return { status, headers: all, body: NOTHING };
}

/** An error's document (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#RESTErrorResponses). */
export function errorReply(error: AwsError, address: S3Address | undefined, requestId: string): WireReply {
  return {
    status: error.statusCode,
    headers: [...idHeaders(requestId), XML_HEADER, ...error.headers],
    body: Buffer.from(XML_DECLARATION + errorXml(error, address, requestId)),
  };
}

/** The answer to a request that is not looked at any further. */
export function s3Refusal(code: S3ErrorCode, requestId: string): WireReply {
  return errorReply(s3Error(code), undefined, requestId);
}

function errorXml(error: AwsError, address: S3Address | undefined, requestId: string): string {
  const extra = { ...about(error.code, address), ...error.extra };
  return xmlElement('Error', [
    xmlText('Code', error.code),
    xmlText('Message', error.message),
    ...Object.entries(extra).map(([name, value]) => (value === undefined ? '' : xmlText(name, String(value)))),
    xmlText('RequestId', shortId(requestId)),
    xmlText('HostId', longId(requestId)),
  ]);
}

/** What an error of the code is about, where its document says so. */
function about(code: string, address: S3Address | undefined): Readonly<Record<string, string>> {
  if (address === undefined) return {};
  if (code === 'NoSuchKey' || code === 'KeyTooLongError') return { Key: address.key };
  return /Bucket|NoSuch.*Configuration|NoSuchTagSet/.test(code) ? { BucketName: address.bucketName } : {};
}

function idHeaders(requestId: string): readonly Header[] {
  return [
    ['x-amz-request-id', shortId(requestId)],
    ['x-amz-id-2', longId(requestId)],
  ];
}

/** Sixteen digits and capitals. */
function shortId(requestId: string): string {
  return requestId.replaceAll('-', '').slice(0, 16).toUpperCase();
}

function longId(requestId: string): string {
  return Buffer.from(`portico ${requestId} s3`).toString('base64');
}

const NOTHING: Uint8Array = new Uint8Array(0);
