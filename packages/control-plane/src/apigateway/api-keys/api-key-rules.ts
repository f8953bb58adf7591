import type { ApiKey } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { label } from '../../operation-call.ts';
import { badRequest, noSuchApiKey } from '../errors.ts';
import type { ApiGatewayPorts } from '../ports.ts';

/** Characters. Spec: control plane, 4.8. */
const MINIMUM_VALUE = 20;
const MAXIMUM_VALUE = 128;
const MAXIMUM_NAME = 1024;
/** TODO(aws-verify): the length from which a description is refused */
const MAXIMUM_DESCRIPTION = 125_000;

/** Throws BadRequestException for texts that a key cannot have. */
export function checkApiKey({ value, name = '', description = '' }: Partial<ApiKey>): void {
  if (value !== undefined && value.length < MINIMUM_VALUE) {
    throw badRequest(`API Key value should be at least ${MINIMUM_VALUE} characters`);
  }
  if (value !== undefined && value.length > MAXIMUM_VALUE) {
    throw badRequest(`API Key value exceeds maximum size of ${MAXIMUM_VALUE} characters`);
  }
  if (name.length > MAXIMUM_NAME) throw badRequest(`Invalid API Key name, can be at most ${MAXIMUM_NAME} characters.`);
  if (description.length > MAXIMUM_DESCRIPTION) throw badRequest('Invalid API Key description specified.');
}

/** The key that the request's path names. */
export function namedApiKey(call: OperationCall, ports: ApiGatewayPorts): ApiKey {
  const key = ports.store.apiKeys.get(call.caller, label(call, 'api_Key'));
  if (key === undefined) throw noSuchApiKey();
  return key;
}

/** 40 letters and digits. */
export function newApiKeyValue(ports: ApiGatewayPorts): string {
  return Array.from({ length: 4 }, () => ports.newId(10)).join('');
}
