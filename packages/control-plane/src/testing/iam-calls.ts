import * as sdk from '@aws-sdk/client-iam';
import type { LocalIam } from './local-iam.ts';

/** An operation of IAM by name, and its input. */
export type Step = readonly [name: string, input: object];

export interface IamCalls {
  /** Calls an operation as the root; its output without metadata. */
  call(name: string, input?: object): Promise<Record<string, unknown>>;
  calls(...steps: readonly Step[]): Promise<void>;
}

export function iamCalls(local: () => LocalIam): IamCalls {
  async function call(name: string, input: object = {}): Promise<Record<string, unknown>> {
    const Command = (sdk as unknown as Record<string, new (input: object) => sdk.ListUsersCommand>)[`${name}Command`];
    if (Command === undefined) throw new Error(`the SDK has no operation ${name}`);
    const { $metadata: _, ...output } = await local().iam().send(new Command(input));
    return output as unknown as Record<string, unknown>;
  }
  return {
    call,
    async calls(...steps) {
      for (const [name, input] of steps) await call(name, input);
    },
  };
}

export const ACCOUNT: string = '000000000000';

export const TRUST: string = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' }],
});

export const DOCUMENT: string = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sagemaker:InvokeEndpoint', Resource: '*' }],
});

export const POLICY: string = `arn:aws:iam::${ACCOUNT}:policy/p`;

export const user: Step = ['CreateUser', { UserName: 'bob' }];
export const group: Step = ['CreateGroup', { GroupName: 'g' }];
export const role: Step = ['CreateRole', { RoleName: 'r', AssumeRolePolicyDocument: TRUST }];
export const policy: Step = ['CreatePolicy', { PolicyName: 'p', PolicyDocument: DOCUMENT }];
