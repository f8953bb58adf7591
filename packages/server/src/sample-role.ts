import type { IamRole, Store } from '@portico/store';
import { IAM_REGION } from '@portico/store';
import { ACCOUNT_ID } from './config.ts';
import { API_GATEWAY_PRINCIPAL } from './service-principals.ts';

/** As the sample's document names it. */
const ROLE_NAME = 'portico-sample-role';

/** Remembers that the role was made: whoever deletes or changes it afterwards means it. */
const MADE = 'sample-role-made';

/** The execution role of the sample API, at the first start of a data directory with the sample. */
export function makeSampleRoleOnce(store: Store): void {
  if (store.settings.get(MADE) !== undefined) return;
  const scope = { accountId: ACCOUNT_ID, region: IAM_REGION };
  const now = Date.now() / 1000;
  if (store.iamRoles.get(scope, ROLE_NAME) === undefined) store.iamRoles.put(scope, ROLE_NAME, sampleRole(now));
  store.settings.set(MADE, new Date(now * 1000).toISOString());
}

function sampleRole(now: number): IamRole {
  return {
    Path: '/',
    RoleName: ROLE_NAME,
    RoleId: 'AROAPORTICOSAMPLEROLE',
    CreateDate: now,
    Description: 'Lets API Gateway invoke the endpoint of the sample',
    MaxSessionDuration: 3600,
    Tags: [],
    AssumeRolePolicyDocument: document({
      Principal: { Service: API_GATEWAY_PRINCIPAL },
      Action: 'sts:AssumeRole',
    }),
    InlinePolicies: [
      {
        PolicyName: 'InvokeEndpoint',
        PolicyDocument: document({
          Action: 'sagemaker:InvokeEndpoint',
          Resource: `arn:aws:sagemaker:*:${ACCOUNT_ID}:endpoint/movie-ratings`,
        }),
      },
    ],
    AttachedPolicies: [],
  };
}

function document(statement: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
