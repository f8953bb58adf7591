import type { RestApi } from '@portico/api-model';
import type { Scope } from '@portico/store';
import { epochSeconds } from '../timestamp.ts';

/** RestApi as the service writes it (spec: control plane, 4.1), without tags and warnings. */
export interface RestApiOutput {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly createdDate: number;
  readonly version?: string;
  readonly warnings?: readonly string[];
  readonly binaryMediaTypes?: readonly string[];
  readonly minimumCompressionSize?: number;
  readonly apiKeySource: string;
  readonly endpointConfiguration: {
    readonly types: readonly string[];
    readonly ipAddressType: string;
    readonly vpcEndpointIds?: readonly string[];
  };
  readonly policy?: string;
  readonly tags?: Readonly<Record<string, string>>;
  readonly disableExecuteApiEndpoint: boolean;
  readonly rootResourceId?: string;
}

export function restApiOutput(api: RestApi, owner: Scope): RestApiOutput {
  const root = api.resources.find((resource) => resource.parentId === undefined);
  return {
    id: api.id,
    name: api.name,
    ...(api.description !== undefined && { description: api.description }),
    createdDate: epochSeconds(api.createdDate),
    ...(api.version !== undefined && { version: api.version }),
    ...(api.binaryMediaTypes.length > 0 && { binaryMediaTypes: api.binaryMediaTypes }),
    ...(api.minimumCompressionSize !== undefined && { minimumCompressionSize: api.minimumCompressionSize }),
    apiKeySource: api.apiKeySource,
    endpointConfiguration: {
      types: api.endpointTypes,
      ipAddressType: api.ipAddressType ?? (api.endpointTypes.includes('PRIVATE') ? 'dualstack' : 'ipv4'),
      ...(api.vpcEndpointIds !== undefined && { vpcEndpointIds: api.vpcEndpointIds }),
    },
    ...(api.policy !== undefined && { policy: policyText(api.policy, api.id, owner) }),
    disableExecuteApiEndpoint: api.disableExecuteApiEndpoint,
    ...(root !== undefined && { rootResourceId: root.id }),
  };
}

/** The policy on one line, its quotes escaped, short resources (`execute-api:/*`) as full ARNs. */
function policyText(policy: string, restApiId: string, owner: Scope): string {
  const arn = `arn:aws:execute-api:${owner.region}:${owner.accountId}:${restApiId}/`;
  const compact = JSON.stringify(JSON.parse(policy)).replaceAll('"execute-api:/', `"${arn}`);
  return JSON.stringify(compact).slice(1, -1);
}
