import type { ContentHandling } from '@portico/api-model';
import { Payload } from '@portico/values';
import type { IntegrationAnswer } from './facts.ts';
import { lastHeader } from './facts.ts';
import { configurationFault } from './faults.ts';
import type { BinaryMediaTypes } from './media-type.ts';
import { JSON_TYPE, mediaType } from './media-type.ts';

/** The payload for the integration, by the type of the request (spec: data plane, section 9.3). Throws GatewayFault. */
export function convertRequest(
  body: Payload,
  contentType: string | undefined,
  contentHandling: ContentHandling | undefined,
  binary: BinaryMediaTypes,
): Payload {
  if (!binary.isEmpty && binary.has(contentType === undefined ? JSON_TYPE : mediaType(contentType))) {
    return contentHandling === 'CONVERT_TO_TEXT' ? Payload.fromText(body.base64()) : body;
  }
  return contentHandling === 'CONVERT_TO_BINARY' ? decoded(body) : body.asText();
}

/**
 * The table of section 12: what the payload and the client's Accept are decides, `binaryMediaTypes` says what is binary.
 * Throws GatewayFault.
 */
export function convertResponse(
  answer: IntegrationAnswer,
  accept: string,
  contentHandling: ContentHandling | undefined,
  binary: BinaryMediaTypes,
): Payload {
  const { body } = answer;
  const acceptIsBinary = !binary.isEmpty && binary.has(accept);
  if (!binary.isEmpty && binary.has(mediaType(lastHeader(answer.headers, 'content-type') ?? JSON_TYPE))) {
    const asBytes = contentHandling === 'CONVERT_TO_BINARY' || (contentHandling === undefined && acceptIsBinary);
    return asBytes ? body : Payload.fromText(body.base64());
  }
  const asText = contentHandling === 'CONVERT_TO_TEXT' || (contentHandling === undefined && !acceptIsBinary);
  return asText ? body.asText() : decoded(body);
}

function decoded(body: Payload): Payload {
  const bytes = body.decodeBase64();
  if (bytes === undefined) throw configurationFault('Unable to base64 decode the body.');
  return bytes;
}
