import { describe, expect, test } from 'bun:test';
import { seededRandom, shuffle } from './random.ts';

const draws = (count: number, draw: () => number): { mean: number; variance: number } => {
  const values = Array.from({ length: count }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / count };
};

describe('seededRandom', () => {
  test('repeats itself for the same seed only', () => {
    const take = (seed: number): readonly number[] => {
      const random = seededRandom(seed);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(take(1)).toEqual(take(1));
    expect(take(1)).not.toEqual(take(2));
  });

  test.each<[string, (random: ReturnType<typeof seededRandom>) => number, number, number]>([
    ['uniform', (random) => random.next(), 1 / 2, 1 / 12],
    ['integer', (random) => random.integer(6), 2.5, 35 / 12],
    ['normal', (random) => random.normal(), 0, 1],
    ['gamma of shape 4', (random) => random.gamma(4), 4, 4],
    ['gamma of shape 0.3', (random) => random.gamma(0.3), 0.3, 0.3],
  ])('draws %s numbers with the right mean and variance', (_, draw, mean, variance) => {
    const random = seededRandom(5);
    const found = draws(100_000, () => draw(random));
    expect(Math.abs(found.mean - mean)).toBeLessThan(0.025);
    expect(Math.abs(found.variance - variance)).toBeLessThan(0.08);
  });

  test('shuffles into every order equally often', () => {
    const random = seededRandom(6);
    const counts = new Map<string, number>();
    for (let n = 0; n < 6000; n++) {
      const values = Int32Array.of(1, 2, 3);
      shuffle(values, random);
      counts.set(values.join(), (counts.get(values.join()) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
