import type { Account } from '@portico/store';
import type { OperationCall } from '../../operation-call.ts';
import { requirePassRole } from '../access.ts';
import { badRequest } from '../errors.ts';
import type { Output } from '../output-maps.ts';
import { readPatchOperations } from '../patch-operations.ts';
import { invalidPatchPath, onlyReplace } from '../patch-rules.ts';
import type { ApiGatewayPorts } from '../ports.ts';
import { accountOutput } from './account-output.ts';
import { ACCOUNT, accountOf } from './get-account.ts';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateAccount.html: the role must be one that the service may assume. */
export function updateAccount(call: OperationCall, ports: ApiGatewayPorts): Output {
  const operations = readPatchOperations(call.body, 'updateAccountInput');
  return ports.store.transaction(() => {
    let account = accountOf(call.caller, ports);
    for (const operation of operations) {
      if (operation.path !== '/cloudwatchRoleArn') throw invalidPatchPath(operation.path);
      // `remove` is what the CDK's clean-up sends. TODO(aws-verify): whether the service has it
      if (operation.op !== 'remove') onlyReplace(operation);
      account = withRole(operation.op === 'remove' ? undefined : operation.value);
    }
    ports.store.accounts.put(call.caller, ACCOUNT, account);
    return accountOutput(account);
  });

  function withRole(cloudwatchRoleArn: string | undefined): Account {
    if (cloudwatchRoleArn === undefined || cloudwatchRoleArn === '') return {};
    if (!/^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(cloudwatchRoleArn)) {
      throw badRequest('Invalid ARN specified in the request');
    }
    requirePassRole(call, ports, cloudwatchRoleArn);
    if (ports.mayAssumeRole?.(call.caller, cloudwatchRoleArn) === false) {
      throw badRequest(
        'The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy.',
      );
    }
    return { cloudwatchRoleArn };
  }
}
