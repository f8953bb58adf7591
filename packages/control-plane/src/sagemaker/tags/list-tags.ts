import type { VerifiedIdentity } from '@portico/wire';
import type { JsonObject } from '../../json-input.ts';
import { requireAccessTo } from '../access.ts';
import { refused } from '../errors.ts';
import type { Output } from '../operation.ts';
import type { SageMakerPorts } from '../ports.ts';
import { integer, readInput, structure, text } from '../shape.ts';
import { RESOURCE_ARN, taggedDocument } from './tagged-document.ts';

interface ListTagsInput {
  readonly ResourceArn: string;
  readonly NextToken?: string;
  readonly MaxResults?: number;
}

const INPUT = structure<ListTagsInput>(['ResourceArn'], {
  ResourceArn: RESOURCE_ARN,
  NextToken: text({ max: 8192 }),
  MaxResults: integer({ min: 50 }),
});

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ListTags.html: there are at most 50, so one page has them all. */
export function listTags(input: JsonObject, caller: VerifiedIdentity, ports: SageMakerPorts): Output {
  const { ResourceArn, NextToken } = readInput(INPUT, input);
  requireAccessTo(ports, caller, 'ListTags', ResourceArn);
  if (NextToken !== undefined) throw refused('Invalid NextToken');
  return { Tags: taggedDocument(caller, ports, ResourceArn).tags };
}
