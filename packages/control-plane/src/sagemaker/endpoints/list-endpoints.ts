import type { EndpointStatus } from '@portico/store';
import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccessTo } from '../access.ts';
import { sagemakerArn } from '../arn.ts';
import type { ListInput } from '../list-page.ts';
import { listMembers, listPage } from '../list-page.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { number, oneOf, readInput, structure } from '../shape.ts';

type SortKey = 'Name' | 'CreationTime' | 'Status';

interface ListEndpointsInput extends ListInput<SortKey> {
  readonly StatusEquals?: EndpointStatus;
  readonly LastModifiedTimeAfter?: number;
  readonly LastModifiedTimeBefore?: number;
}

const INPUT = structure<ListEndpointsInput>([], {
  ...listMembers<SortKey>(['Name', 'CreationTime', 'Status']),
  LastModifiedTimeAfter: number(),
  LastModifiedTimeBefore: number(),
  StatusEquals: oneOf<EndpointStatus>([
    'OutOfService',
    'Creating',
    'Updating',
    'SystemUpdating',
    'RollingBack',
    'InService',
    'Deleting',
    'Failed',
    'UpdateRollbackFailed',
  ]),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html */
export function listEndpoints(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const request = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'ListEndpoints', '*');
  const { StatusEquals, LastModifiedTimeAfter, LastModifiedTimeBefore } = request;
  const endpoints = ports.store.endpoints
    .list(caller)
    .filter(
      ({ EndpointStatus, LastModifiedTime }) =>
        (StatusEquals === undefined || StatusEquals === EndpointStatus) &&
        LastModifiedTime >= (LastModifiedTimeAfter ?? Number.NEGATIVE_INFINITY) &&
        LastModifiedTime <= (LastModifiedTimeBefore ?? Number.POSITIVE_INFINITY),
    )
    .map((endpoint) => ({ ...endpoint, name: endpoint.EndpointName }));
  const { page, ...next } = listPage(endpoints, request, (endpoint, by) => {
    if (by === 'Name') return endpoint.name;
    return by === 'Status' ? endpoint.EndpointStatus : endpoint.CreationTime;
  });
  return {
    Endpoints: page.map(({ EndpointName, EndpointStatus, CreationTime, LastModifiedTime }) => ({
      EndpointName,
      EndpointArn: sagemakerArn(caller, 'endpoint', EndpointName),
      CreationTime,
      LastModifiedTime,
      EndpointStatus,
    })),
    ...next,
  };
}
