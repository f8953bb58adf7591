import type { FormInput, QueryOutput, QueryProtocol } from '@portico/wire';
import { AwsError, errorReply, QUERY_VERSIONS, queryReply, readForm } from '@portico/wire';
import type { ControlPlaneReply } from './control-plane-reply.ts';
import type { ControlPlaneRequest } from './operation-call.ts';

/**
 * Finds the operation of a Query request by `Action` and `Version`, runs it and turns what it returns or throws into an answer.
 * @param service signing name
 */
export async function queryReplyOf<Operation extends { readonly name: string }>(
  service: string,
  protocol: QueryProtocol,
  request: ControlPlaneRequest,
  operations: ReadonlyMap<string, Operation>,
  run: (operation: Operation, input: FormInput) => QueryOutput | undefined,
): Promise<ControlPlaneReply> {
  const { rawTarget, body, requestId } = request;
  let operation: Operation | undefined;
  try {
    const query = rawTarget.indexOf('?');
    const input = readForm(query < 0 ? '' : rawTarget.slice(query + 1), body);
    const action = input.text('Action');
    if (action === undefined) throw new AwsError('MissingAction', 400, 'Missing Action');
    const version = input.text('Version');
    if (version === QUERY_VERSIONS.get(service)) operation = operations.get(action);
    if (operation === undefined) {
      throw new AwsError(
        'InvalidAction',
        400,
        `Could not find operation ${action} for version ${version ?? 'NO_VERSION_SPECIFIED'}`,
      );
    }
    const output = run(operation, input);
    return {
      ...queryReply(protocol, operation.name, output, requestId),
      operation: operation.name,
      failure: undefined,
    };
  } catch (thrown) {
    const known = thrown instanceof AwsError;
    const error = known
      ? thrown
      : new AwsError(
          'ServiceFailure',
          500,
          'The request processing has failed because of an unknown error, exception or failure.',
        );
    return {
      ...errorReply(error, protocol, requestId),
      operation: operation?.name,
      failure: known ? undefined : thrown,
    };
  }
}
