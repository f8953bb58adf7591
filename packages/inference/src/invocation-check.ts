import type { InvokeEndpointReply, InvokeEndpointRequest } from './invocation.ts';
import { contentTooLarge, errorReply } from './runtime-error.ts';

/** The first rule of the operation's input that the request breaks (spec: SageMaker, section 1.1); `undefined`: none. */
export function checkRequest(
  request: InvokeEndpointRequest,
  bodyBytes: number,
  requestId: () => string,
): InvokeEndpointReply | undefined {
  if (request.body.exceeds(bodyBytes)) return contentTooLarge(bodyBytes, requestId());
  return (
    checkConstraints(request, requestId) ??
    (request.headers.size === 0 ? undefined : unsupportedHeader(request, requestId))
  );
}

/** The constraints alone, which hold for every endpoint anywhere. */
export function checkConstraints(
  request: InvokeEndpointRequest,
  requestId: () => string,
): InvokeEndpointReply | undefined {
  const broken = brokenConstraint(request);
  if (broken === undefined) return undefined;
  return errorReply('ValidationError', { Message: `1 validation error detected: ${broken}` }, requestId());
}

interface Constraint {
  readonly member: string;
  readonly maxLength: number;
  readonly pattern: RegExp;
  /** As the service model writes it. */
  readonly shown: string;
  /** Some values that matched, of a member that most requests have with the same value. */
  readonly accepted?: Set<string>;
}

const MAX_ACCEPTED = 100;

// The service model says \p{ASCII}*; control characters cannot be header values and are refused with the rest.
const HEADER_TEXT = { maxLength: 1024, pattern: /^[\t\x20-\x7e]*$/, shown: '\\p{ASCII}*' };
const NAME = {
  maxLength: 63,
  pattern: /^[a-zA-Z0-9](?:-*[a-zA-Z0-9]){0,62}$/,
  shown: '[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}',
};

const CONTENT_TYPE: Constraint = { member: 'contentType', ...HEADER_TEXT, accepted: new Set() };
const ACCEPT: Constraint = { member: 'accept', ...HEADER_TEXT, accepted: new Set() };
const ENDPOINT_NAME: Constraint = { member: 'endpointName', ...NAME, accepted: new Set() };
const HEADERS: ReadonlyMap<string, Constraint> = new Map([
  ['x-amzn-sagemaker-custom-attributes', { member: 'customAttributes', ...HEADER_TEXT }],
  ['x-amzn-sagemaker-target-variant', { member: 'targetVariant', ...NAME }],
  [
    'x-amzn-sagemaker-inference-id',
    { member: 'inferenceId', maxLength: 64, pattern: /^[\t\x20-\x7e]+$/, shown: '\\p{ASCII}*' },
  ],
]);

function brokenConstraint(request: InvokeEndpointRequest): string | undefined {
  if (request.body.isEmpty) return "Value at 'body' failed to satisfy constraint: Member must not be null";
  const { contentType, accept, endpointName, headers } = request;
  let broken = brokenBy(ENDPOINT_NAME, endpointName);
  if (contentType !== undefined) broken ??= brokenBy(CONTENT_TYPE, contentType);
  if (accept !== undefined) broken ??= brokenBy(ACCEPT, accept);
  if (headers.size === 0) return broken;
  for (const [name, constraint] of HEADERS) {
    const value = headers.get(name);
    if (value !== undefined) broken ??= brokenBy(constraint, value);
  }
  return broken;
}

function brokenBy(constraint: Constraint, value: string): string | undefined {
  const { member, maxLength, pattern, shown, accepted } = constraint;
  if (accepted?.has(value)) return undefined;
  if (value.length <= maxLength && pattern.test(value)) {
    if (accepted !== undefined) {
      if (accepted.size >= MAX_ACCEPTED) accepted.clear();
      accepted.add(value);
    }
    return undefined;
  }
  const rule =
    value.length > maxLength
      ? `Member must have length less than or equal to ${maxLength}`
      : value === ''
        ? 'Member must have length greater than or equal to 1'
        : `Member must satisfy regular expression pattern: ${shown}`;
  return `Value '${value.slice(0, maxLength)}' at '${member}' failed to satisfy constraint: ${rule}`;
}

/**
 * Headers that name something this kind of endpoint does not have. Refused, never ignored: the caller asked for a certain
 * model or session. Inference-Id (for data capture) and Prefix-Aware-Id (a routing hint) change nothing here.
 */
const UNSUPPORTED: ReadonlyMap<
  string,
  (endpointName: string) => { readonly ErrorCode?: string; readonly Message: string }
> = new Map([
  [
    // https://github.com/aws/amazon-sagemaker-examples/issues/1216
    'x-amzn-sagemaker-target-model',
    (name: string) => ({
      ErrorCode: 'TARGET_MODEL_HEADER_NOT_SUPPORTED',
      Message: `Endpoint ${name} is not a multi-model endpoint and does not support target model header.`,
    }),
  ],
  // TODO(aws-verify): the service's wording of the following four.
  [
    'x-amzn-sagemaker-target-container-hostname',
    (name: string) => ({
      Message: `Endpoint ${name} is not a multi-container endpoint and does not support target container hostname header.`,
    }),
  ],
  [
    'x-amzn-sagemaker-inference-component',
    (name: string) => ({
      Message: `Endpoint ${name} has no inference components and does not support inference component name header.`,
    }),
  ],
  [
    'x-amzn-sagemaker-enable-explanations',
    (name: string) => ({
      Message: `Endpoint ${name} has no explainer and does not support enable explanations header.`,
    }),
  ],
  [
    'x-amzn-sagemaker-session-id',
    (name: string) => ({ Message: `Endpoint ${name} does not support session id header.` }),
  ],
]);

function unsupportedHeader(request: InvokeEndpointRequest, requestId: () => string): InvokeEndpointReply | undefined {
  for (const [name, refusal] of UNSUPPORTED) {
    if (request.headers.has(name)) return errorReply('ValidationError', refusal(request.endpointName), requestId());
  }
  return undefined;
}
