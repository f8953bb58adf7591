import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test';
import {
  DescribeEndpointCommand,
  ListEndpointsCommand,
  type ListEndpointsCommandInput,
  ListTrainingJobsCommand,
} from '@aws-sdk/client-sagemaker';
import type { EndpointDocument } from '@portico/store';
import type { LocalSageMaker } from '../../testing/local-sagemaker.ts';
import { OWNER, startLocalSageMaker } from '../../testing/local-sagemaker.ts';
import { refused } from '../../testing/refused.ts';

let local: LocalSageMaker;
let client: LocalSageMaker['client'];
beforeAll(async () => {
  local = await startLocalSageMaker();
  client = local.client;
});
afterAll(() => local.close());

beforeEach(() => {
  local.reset();
  put('Movie-Ratings', 1000.5);
  put('other', 2000);
  put('third', 3000, { FailureReason: 'no artifact', EndpointStatus: 'Failed' });
});

function put(name: string, time: number, over: Partial<EndpointDocument> = {}): void {
  const Model = { ModelName: 'm', PrimaryContainer: { Image: 'image' }, CreationTime: 1 };
  local.store.endpoints.put(OWNER, name, {
    EndpointName: name,
    EndpointConfigName: 'config',
    EndpointStatus: 'InService',
    Variants: [
      { VariantName: 'A', Model, Weight: 1, InstanceCount: 2 },
      { VariantName: 'B', Model, Weight: 5, ServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 } },
    ],
    CreationTime: time,
    LastModifiedTime: time + 1,
    ...over,
  });
}

describe('DescribeEndpoint', () => {
  test('an endpoint in service, with the weights it has now', async () => {
    const { $metadata, ...output } = await client.send(new DescribeEndpointCommand({ EndpointName: 'Movie-Ratings' }));
    const DeployedImages = [{ SpecifiedImage: 'image', ResolvedImage: 'image', ResolutionTime: new Date(1_000_500) }];
    expect(output).toEqual({
      EndpointName: 'Movie-Ratings',
      EndpointArn: 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/movie-ratings',
      EndpointConfigName: 'config',
      ProductionVariants: [
        {
          VariantName: 'A',
          DeployedImages,
          CurrentWeight: 1,
          DesiredWeight: 1,
          CurrentInstanceCount: 2,
          DesiredInstanceCount: 2,
        },
        {
          VariantName: 'B',
          DeployedImages,
          CurrentWeight: 5,
          DesiredWeight: 5,
          CurrentServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 },
          DesiredServerlessConfig: { MemorySizeInMB: 1024, MaxConcurrency: 1 },
        },
      ],
      EndpointStatus: 'InService',
      CreationTime: new Date(1_000_500),
      LastModifiedTime: new Date(1_001_500),
    });
    expect($metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('a failed endpoint says why, and has no variants', async () => {
    const output = await client.send(new DescribeEndpointCommand({ EndpointName: 'third' }));
    expect([output.EndpointStatus, output.FailureReason, output.ProductionVariants]).toEqual([
      'Failed',
      'no artifact',
      undefined,
    ]);
  });

  test.each([
    ['None', 'Could not find endpoint "arn:aws:sagemaker:us-east-1:000000000000:endpoint/none".'],
    [
      undefined,
      "1 validation error detected: Value null at 'endpointName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'a_b',
      "1 validation error detected: Value 'a_b' at 'endpointName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9](-*[a-zA-Z0-9])*",
    ],
    [
      'a'.repeat(64),
      `1 validation error detected: Value '${'a'.repeat(64)}' at 'endpointName' failed to satisfy constraint: Member must have length less than or equal to 63`,
    ],
  ])('%s is refused', async (EndpointName, message) => {
    expect(await refused(client.send(new DescribeEndpointCommand({ EndpointName })))).toEqual([
      'ValidationException',
      400,
      message,
    ]);
  });
});

describe('ListEndpoints', () => {
  const names = async (input: ListEndpointsCommandInput) =>
    (await client.send(new ListEndpointsCommand(input))).Endpoints?.map(({ EndpointName }) => EndpointName);

  test.each<[ListEndpointsCommandInput, string[]]>([
    [{}, ['third', 'other', 'Movie-Ratings']],
    [{ SortBy: 'Name', SortOrder: 'Ascending' }, ['Movie-Ratings', 'other', 'third']],
    [{ SortBy: 'Status', SortOrder: 'Ascending' }, ['third', 'Movie-Ratings', 'other']],
    [{ NameContains: 'RAT' }, ['Movie-Ratings']],
    [{ StatusEquals: 'Failed' }, ['third']],
    [{ CreationTimeAfter: new Date(2_000_000) }, ['third', 'other']],
    [{ LastModifiedTimeBefore: new Date(2_000_000) }, ['Movie-Ratings']],
  ])('%j', async (input, expected) => {
    expect(await names(input)).toEqual(expected);
  });

  test('pages follow each other by token', async () => {
    const first = await client.send(new ListEndpointsCommand({ MaxResults: 2 }));
    expect(first.Endpoints?.[0]).toEqual({
      EndpointName: 'third',
      EndpointArn: 'arn:aws:sagemaker:us-east-1:000000000000:endpoint/third',
      CreationTime: new Date(3_000_000),
      LastModifiedTime: new Date(3_001_000),
      EndpointStatus: 'Failed',
    });
    const second = await client.send(new ListEndpointsCommand({ MaxResults: 2, NextToken: first.NextToken }));
    expect([second.Endpoints?.map(({ EndpointName }) => EndpointName), second.NextToken]).toEqual([
      ['Movie-Ratings'],
      undefined,
    ]);
    expect((await refused(client.send(new ListEndpointsCommand({ NextToken: 'x' }))))[2]).toBe('Invalid NextToken');
  });

  test('what is out of range is named, all of it', async () => {
    const call = client.send(new ListEndpointsCommand({ MaxResults: 101, SortOrder: 'Up' as 'Ascending' }));
    expect(await refused(call)).toEqual([
      'ValidationException',
      400,
      "2 validation errors detected: Value 'Up' at 'sortOrder' failed to satisfy constraint: Member must satisfy enum value set: [Ascending, Descending]; Value '101' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 100",
    ]);
  });
});

test('an operation that is not served', async () => {
  expect(await refused(client.send(new ListTrainingJobsCommand({})))).toEqual([
    'UnknownOperationException',
    400,
    'The operation SageMaker.ListTrainingJobs is not served.',
  ]);
});
