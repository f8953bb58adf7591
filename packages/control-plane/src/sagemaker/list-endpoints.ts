import type { EndpointDocument, Scope } from '@portico/store';
import { AwsError } from '@portico/wire';
import type { JsonObject } from '../json-input.ts';
import { readNumber, readString } from '../json-input.ts';
import type { ShapeViolation } from '../shape-violations.ts';
import { refuseViolations } from '../shape-violations.ts';
import { sagemakerArn } from './arn.ts';
import type { SageMakerPorts } from './ports.ts';

const SORT_KEYS = ['Name', 'CreationTime', 'Status'] as const;
const SORT_ORDERS = ['Ascending', 'Descending'] as const;
const DEFAULT_RESULTS = 10;
const MAX_RESULTS = 100;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListEndpoints.html: newest first unless asked otherwise. */
export function listEndpoints(
  input: JsonObject,
  owner: Scope,
  ports: SageMakerPorts,
): Readonly<Record<string, unknown>> {
  const { sortBy, descending, maxResults } = readPaging(input);
  const wanted = readFilter(input);
  const endpoints = ports.store.endpoints.list(owner).filter(wanted);
  endpoints.sort((a, b) => compare(sortKey(a, sortBy), sortKey(b, sortBy)) || compare(a.EndpointName, b.EndpointName));
  if (descending) endpoints.reverse();
  const start = startAfter(readString(input, 'NextToken'), endpoints);
  const page = endpoints.slice(start, start + maxResults);
  const last = page.at(-1);
  return {
    Endpoints: page.map((endpoint) => ({
      EndpointName: endpoint.EndpointName,
      EndpointArn: sagemakerArn(owner, 'endpoint', endpoint.EndpointName),
      CreationTime: endpoint.CreationTime,
      LastModifiedTime: endpoint.LastModifiedTime,
      EndpointStatus: endpoint.EndpointStatus,
    })),
    ...(last !== undefined &&
      start + maxResults < endpoints.length && { NextToken: Buffer.from(last.EndpointName).toString('base64url') }),
  };
}

function readPaging(input: JsonObject): {
  readonly sortBy: (typeof SORT_KEYS)[number];
  readonly descending: boolean;
  readonly maxResults: number;
} {
  const violations: ShapeViolation[] = [];
  const choice = <T extends string>(name: string, path: string, values: readonly T[], otherwise: T): T => {
    const text = readString(input, name) ?? otherwise;
    const known = values.find((value) => value === text);
    if (known === undefined) {
      violations.push({ value: text, path, constraint: `Member must satisfy enum value set: [${values.join(', ')}]` });
    }
    return known ?? otherwise;
  };
  const sortBy = choice('SortBy', 'sortBy', SORT_KEYS, 'CreationTime');
  const descending = choice('SortOrder', 'sortOrder', SORT_ORDERS, 'Descending') === 'Descending';
  const maxResults = readNumber(input, 'MaxResults') ?? DEFAULT_RESULTS;
  if (!(maxResults >= 1 && maxResults <= MAX_RESULTS)) {
    const bound = maxResults < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_RESULTS}`;
    violations.push({ value: `${maxResults}`, path: 'maxResults', constraint: `Member must have value ${bound}` });
  }
  refuseViolations(violations);
  return { sortBy, descending, maxResults: Math.trunc(maxResults) };
}

function readFilter(input: JsonObject): (endpoint: EndpointDocument) => boolean {
  const nameContains = (readString(input, 'NameContains') ?? '').toLowerCase();
  const status = readString(input, 'StatusEquals');
  const createdAfter = readNumber(input, 'CreationTimeAfter') ?? Number.NEGATIVE_INFINITY;
  const createdBefore = readNumber(input, 'CreationTimeBefore') ?? Number.POSITIVE_INFINITY;
  const modifiedAfter = readNumber(input, 'LastModifiedTimeAfter') ?? Number.NEGATIVE_INFINITY;
  const modifiedBefore = readNumber(input, 'LastModifiedTimeBefore') ?? Number.POSITIVE_INFINITY;
  return ({ EndpointName, EndpointStatus, CreationTime, LastModifiedTime }) =>
    EndpointName.toLowerCase().includes(nameContains) &&
    (status === undefined || status === EndpointStatus) &&
    CreationTime >= createdAfter &&
    CreationTime <= createdBefore &&
    LastModifiedTime >= modifiedAfter &&
    LastModifiedTime <= modifiedBefore;
}

function sortKey(endpoint: EndpointDocument, sortBy: (typeof SORT_KEYS)[number]): string | number {
  switch (sortBy) {
    case 'Name':
      return endpoint.EndpointName;
    case 'CreationTime':
      return endpoint.CreationTime;
    case 'Status':
      return endpoint.EndpointStatus;
  }
}

function compare(a: string | number, b: string | number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A token names the last endpoint of the page before. */
function startAfter(token: string | undefined, endpoints: readonly EndpointDocument[]): number {
  if (token === undefined) return 0;
  const name = Buffer.from(token, 'base64url').toString();
  const index = endpoints.findIndex(({ EndpointName }) => EndpointName === name);
  // TODO(aws-verify): the text for a token that the service did not give out, or whose endpoint is gone
  if (index < 0) throw new AwsError('ValidationException', 400, 'Invalid NextToken');
  return index + 1;
}
