import { expect, test } from 'bun:test';
import { ProductionVariantInstanceType } from '@aws-sdk/client-sagemaker';
import { INSTANCE_TYPES } from './instance-types.ts';

test("the table is the service model's", () => {
  expect(INSTANCE_TYPES.toSorted()).toEqual(Object.values<string>(ProductionVariantInstanceType).sort());
});
