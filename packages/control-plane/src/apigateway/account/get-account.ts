import type { Account, Scope } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import type { Output } from '../output-maps.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { accountOutput } from './account-output.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html */
export function getAccount(call: OperationCall, ports: ApiGatewayPorts): Output {
  return accountOutput(accountOf(call.caller, ports));
}

/** The settings of an account in a region. */
export function accountOf(owner: Scope, ports: ApiGatewayPorts): Account {
  return ports.store.accounts.get(owner, ACCOUNT) ?? {};
}

/** The name of the only document of its kind. */
export const ACCOUNT = 'account';
