import type { Deployment, Diagnostic } from '@portico/api-model';
import type { Deployments } from './deployments.ts';
import type { ServerIdentity } from './server-identity.ts';
import { API_GATEWAY_PRINCIPAL, API_GATEWAY_SESSION } from './service-principals.ts';

/** Deployments whose checks say which execution roles would be refused, as IAM stands now: a role may still be made or changed. */
export function withRoleFindings(
  deployments: Deployments,
  { roles }: Pick<ServerIdentity, 'roles'>,
  accountId: string,
): Deployments {
  return {
    ...deployments,
    check: (deployment) => [...deployments.check(deployment), ...roleFindings(deployment, roles, accountId)],
  };
}

const ENDPOINT =
  /^arn:aws[a-z-]*:apigateway:([a-z0-9-]+):runtime\.sagemaker:path\/endpoints\/([A-Za-z0-9-]+)\/invocations$/;

function roleFindings({ api }: Deployment, roles: ServerIdentity['roles'], accountId: string): readonly Diagnostic[] {
  const findings: Diagnostic[] = [];
  for (const { path, methods } of api.resources) {
    for (const { httpMethod, integration } of methods) {
      if (integration?.type !== 'AWS' || !isRole(integration.credentials)) continue;
      const [, region, endpointName] = ENDPOINT.exec(integration.uri ?? '') ?? [];
      const use = {
        roleArn: integration.credentials,
        service: API_GATEWAY_PRINCIPAL,
        sessionName: API_GATEWAY_SESSION,
        sourceAccount: accountId,
      };
      const refusal =
        endpointName === undefined
          ? undefined
          : roles.refuse({
              ...use,
              action: 'sagemaker:InvokeEndpoint',
              resource: `arn:aws:sagemaker:${region}:${accountId}:endpoint/${endpointName.toLowerCase()}`,
            });
      if (refusal === undefined) continue;
      findings.push({
        severity: 'warning',
        code: refusal.kind === 'denied' ? 'role-not-allowed' : 'role-not-assumable',
        message: refusal.explanation,
        remedy: 'Correct the role; it acts at once, without a deployment (docs/identity.md).',
        place: `${httpMethod} ${path}`,
      });
    }
  }
  return findings;
}

/** Not the caller's own credentials, and not what a stage variable decides. */
function isRole(credentials: string | undefined): credentials is string {
  return credentials !== undefined && /^arn:aws[a-z-]*:iam::\d{12}:role\/[^$]+$/.test(credentials);
}
