import { beforeAll, describe, expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { compileObject2Vec, type Film, type Predictor, unpackModel } from '@portico/object2vec';
import { measure, type SampleData, sampleData, sampleFolder } from './sample.ts';

const file = (name: string): Buffer => readFileSync(new URL(name, sampleFolder));

describe('the sample model that ships', () => {
  const artifact = file('model.tar.gz');
  const { model, card } = unpackModel(artifact);
  const predictor: Predictor = compileObject2Vec(model);
  let data: SampleData;
  let measured: ReturnType<typeof measure>;
  beforeAll(() => {
    data = sampleData();
    measured = measure(predictor, data);
  });

  test('is small', () => {
    expect(artifact.byteLength).toBeLessThan(1_000_000);
  });

  test('has the same card inside and beside the archive', () => {
    expect(JSON.parse(file('card.json').toString())).toEqual(card);
  });

  test('has the errors that its card states', () => {
    expect(card).toMatchObject(measured);
  });

  test('is nearer to the truth than the ratings are', () => {
    const { truth } = measured;
    expect(truth.holdOutRmse).toBeLessThan(truth.holdOutNoiseFloorRmse / 2);
  });

  test('knows the users and films of the walkthrough, and answers with stars', () => {
    for (const user of [321, 863, 278, 705]) {
      const items = [101, 131, 162, 882, 311, 578];
      const scores = predictor.scores(
        items.map(() => [user]),
        items.map((item) => [item]),
      );
      for (const score of scores) {
        expect(score).toBeGreaterThan(0.5);
        expect(score).toBeLessThan(5.5);
      }
      expect(new Set(scores).size).toBe(items.length);
    }
  });

  test('comes with the films that were rated', () => {
    const films: Film[] = JSON.parse(file('movies.json').toString());
    expect(films).toEqual([...data.generated.films]);
    expect(films.map(({ id }) => id)).toEqual(Array.from({ length: 1682 }, (_, n) => n + 1));
    expect(new Set(films.map(({ title }) => title)).size).toBe(1682);
  });

  test('was trained on about 100,000 ratings in whole stars, at least 20 a user, and none twice', () => {
    const { users, items, values } = data.generated.ratings;
    expect(values.length).toBeGreaterThan(95_000);
    expect(values.length).toBeLessThan(105_000);
    const counts = new Int32Array(944);
    for (const user of users) counts[user] = (counts[user] ?? 0) + 1;
    expect(Math.min(...counts.subarray(1))).toBeGreaterThanOrEqual(20);
    expect([...new Set(values)].sort()).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(users.map((user, n) => user * 1683 + (items[n] ?? 0))).size).toBe(values.length);
  });
});
