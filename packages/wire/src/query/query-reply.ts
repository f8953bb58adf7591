import type { AwsError } from '../aws-error.ts';
import type { QueryProtocol, WireReply } from '../protocol.ts';
import { xmlElement, xmlText } from '../xml/write-xml.ts';

/** A member of an output: a list is written as `<member>` elements, an empty one as an empty element; undefined not at all. */
export type QueryValue = string | number | boolean | undefined | readonly QueryValue[] | QueryOutput;

/** A structure, its members in the order in which they are written. */
export interface QueryOutput {
  readonly [member: string]: QueryValue;
}

const NAMESPACES: Readonly<Record<QueryProtocol, string>> = {
  'query-iam': 'https://iam.amazonaws.com/doc/2010-05-08/',
  'query-sts': 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/**
 * A successful answer: `<CreateRoleResponse><CreateRoleResult>...</CreateRoleResult><ResponseMetadata>...`. An operation without
 * output has no Result element.
 */
export function queryReply(
  protocol: QueryProtocol,
  operation: string,
  output: QueryOutput | undefined,
  requestId: string,
): WireReply {
  const result = output === undefined ? '' : xmlElement(`${operation}Result`, members(output));
  const metadata = xmlElement('ResponseMetadata', xmlText('RequestId', requestId));
  const namespace = { xmlns: NAMESPACES[protocol] };
  return xmlReply(200, xmlElement(`${operation}Response`, [result, metadata], namespace), requestId);
}

/** `<ErrorResponse><Error><Type>Sender</Type><Code>..</Code><Message>..</Message></Error><RequestId>..` */
export function queryErrorReply(error: AwsError, protocol: QueryProtocol, requestId: string): WireReply {
  const { code, message, statusCode } = queryError(error);
  const details = xmlElement('Error', [
    xmlText('Type', error.fault === 'client' ? 'Sender' : 'Receiver'),
    xmlText('Code', code),
    xmlText('Message', message),
  ]);
  const body = xmlElement('ErrorResponse', [details, xmlText('RequestId', requestId)], { xmlns: NAMESPACES[protocol] });
  const reply = xmlReply(statusCode, body, requestId);
  return { ...reply, headers: [...reply.headers, ...error.headers] };
}

function xmlReply(status: number, xml: string, requestId: string): WireReply {
  return {
    status,
    headers: [
      ['Content-Type', 'text/xml'],
      ['x-amzn-RequestId', requestId],
    ],
    body: new TextEncoder().encode(xml),
  };
}

function members(output: QueryOutput): readonly string[] {
  return Object.entries(output).map(([name, value]) => element(name, value));
}

function element(name: string, value: QueryValue): string {
  if (isList(value)) {
    return xmlElement(
      name,
      value.map((item) => element('member', item)),
    );
  }
  return typeof value === 'object' ? xmlElement(name, members(value)) : xmlText(name, value);
}

function isList(value: QueryValue): value is readonly QueryValue[] {
  return Array.isArray(value);
}

/**
 * Signature errors have names and texts of their own in Query services
 * (https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html).
 */
function queryError(error: AwsError): {
  readonly code: string;
  readonly message: string;
  readonly statusCode: number;
} {
  const { code, message, statusCode } = error;
  switch (code) {
    case 'MissingAuthenticationTokenException':
      return { code: 'MissingAuthenticationToken', message: 'Request is missing Authentication Token', statusCode };
    case 'UnrecognizedClientException':
      return { code: 'InvalidClientTokenId', message, statusCode };
    case 'InvalidSignatureException':
      return { code: 'SignatureDoesNotMatch', message, statusCode };
    case 'IncompleteSignatureException':
      return { code: 'IncompleteSignature', message, statusCode };
    case 'ExpiredTokenException':
      return { code: 'ExpiredToken', message, statusCode };
    default:
      return { code, message, statusCode };
  }
}
