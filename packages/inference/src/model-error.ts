import type { ContainerAnswer, ContainerFailure } from './container.ts';
import type { InvokeEndpointReply, InvokeEndpointRequest } from './invocation.ts';
import { errorReply } from './runtime-error.ts';

/** `Message` of the service model is at most this long (characters). */
const MAX_MESSAGE = 2048;

/** ContainerHostname where the model's definition names none. */
const CONTAINER = 'primary';

/** ModelError: the container answered something else than 2xx, or not at all (spec: SageMaker, section 1.5). */
export function modelError(
  reply: ContainerAnswer | ContainerFailure,
  request: InvokeEndpointRequest,
  requestId: string,
): InvokeEndpointReply {
  const { accountId, region, endpointName } = request;
  const { status, text } = original(reply, endpointName);
  const client = status >= 400 && status <= 499;
  const group = `/aws/sagemaker/Endpoints/${endpointName}`;
  const console = `https://${region}.console.aws.amazon.com/cloudwatch/home?region=${region}`;
  const received = `Received ${client ? 'client' : 'server'} error (${status}) from ${CONTAINER}`;
  const see = `See ${console}#logEventViewer:group=${group} in account ${accountId} for more information.`;
  const message = text === undefined ? undefined : `${received} with message "${text}". ${see}`;
  return errorReply(
    'ModelError',
    {
      ErrorCode: client ? 'CLIENT_ERROR_FROM_MODEL' : 'INTERNAL_FAILURE_FROM_MODEL',
      LogStreamArn: `arn:aws:logs:${region}:${accountId}:log-group:${group}`,
      Message:
        message === undefined || message.length > MAX_MESSAGE
          ? `${received} and could not load the entire response body. ${see}`
          : message,
      // TODO(aws-verify): what OriginalMessage holds when the container's body is too long for Message.
      OriginalMessage: (text ?? '').slice(0, MAX_MESSAGE),
      OriginalStatusCode: status,
    },
    requestId,
  );
}

/** `text` is undefined where the container's body was never read to its end. Status 0 is the service's own for "no answer". */
function original(
  reply: ContainerAnswer | ContainerFailure,
  endpointName: string,
): { readonly status: number; readonly text: string | undefined } {
  if (!('failure' in reply)) return { status: reply.status, text: reply.body.text() };
  switch (reply.failure) {
    case 'TIMEOUT':
      return {
        status: 0,
        text: `Your invocation timed out while waiting for a response from container ${CONTAINER}. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again.`,
      };
    case 'NO_RESPONSE':
      // Wording: https://github.com/aws/amazon-sagemaker-examples/issues/2815
      return {
        status: 0,
        text: `Amazon SageMaker could not get a response from the ${endpointName} endpoint. This can occur when CPU or memory utilization is high. To check your utilization, see Amazon CloudWatch. To fix this problem, use an instance type with more CPU capacity or memory.`,
      };
    case 'RESPONSE_TOO_LARGE':
      return { status: reply.status, text: undefined };
  }
}
