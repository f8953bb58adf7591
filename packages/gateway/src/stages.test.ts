import { expect, test } from 'bun:test';
import type { CompiledStage } from './stage.ts';
import { createStages } from './stages.ts';

function stage(apiId: string): CompiledStage {
  return { facts: { apiId, stageName: 'test' } } as unknown as CompiledStage;
}

test('an API that waits is loaded once, when it is asked for', () => {
  const stages = createStages();
  let loads = 0;
  for (const apiId of ['a', 'b']) {
    stages.defer(apiId, () => {
      loads++;
      stages.put(stage(apiId));
    });
  }
  expect(stages.get('c', 'test')).toBeUndefined();
  expect(loads).toBe(0);
  expect(stages.get('b', 'test')?.facts.apiId).toBe('b');
  expect(stages.get('b', 'none')).toBeUndefined();
  expect(loads).toBe(1);
  expect([stages.loadNext(), stages.loadNext()]).toEqual([true, false]);
  expect(loads).toBe(2);
  expect(stages.get('a', 'test')?.facts.apiId).toBe('a');
});

test('an API that was put or deleted meanwhile does not wait any more', () => {
  const stages = createStages();
  stages.defer('a', () => stages.put(stage('a')));
  stages.deleteApi('a');
  expect(stages.get('a', 'test')).toBeUndefined();
  expect(stages.loadNext()).toBe(false);
});
