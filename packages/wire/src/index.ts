export type { Fault } from './aws-error.ts';
export { AwsError } from './aws-error.ts';
export { errorReply } from './error-reply.ts';
export type { EventHeaders } from './event-stream.ts';
export { eventMessage } from './event-stream.ts';
export { headerOf } from './header-of.ts';
export type { OperationBinding, RoutedOperation } from './operation-router.ts';
export { operationRouter } from './operation-router.ts';
export type { JsonProtocol, Protocol, QueryProtocol, WireReply } from './protocol.ts';
export { jsonReply } from './protocol.ts';
export { FormInput, readForm } from './query/form-input.ts';
export type { QueryOutput, QueryValue } from './query/query-reply.ts';
export { queryReply } from './query/query-reply.ts';
export { identifyQueryService, QUERY_VERSIONS } from './query/query-service.ts';
export type { ServiceHints } from './service-name.ts';
export { identifyService } from './service-name.ts';
export type { SignableRequest } from './sigv4/canonical-request.ts';
export { queryParameters, splitTarget } from './sigv4/canonical-request.ts';
export { readS3Payload } from './sigv4/s3-payload.ts';
export type { SigningOptions } from './sigv4/sign-request.ts';
export { signRequest } from './sigv4/sign-request.ts';
export type { S3Payload, S3RequestHead, VerifiedS3Request } from './sigv4/verify-s3-signature.ts';
export { verifyS3Signature } from './sigv4/verify-s3-signature.ts';
export type {
  CredentialLookup,
  SessionFacts,
  SigningCredentials,
  VerificationOptions,
  VerifiedIdentity,
} from './sigv4/verify-signature.ts';
export { verifySignature } from './sigv4/verify-signature.ts';
export type { XmlElement } from './xml/parse-xml.ts';
export { parseXml, xmlChild, xmlChildText } from './xml/parse-xml.ts';
export type { XmlContent } from './xml/write-xml.ts';
export { escapeXml, XML_DECLARATION, xmlElement, xmlText } from './xml/write-xml.ts';
