import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { compileObject2Vec } from '../predictor.ts';
import { seededRandom } from '../random.ts';
import { createNetwork } from './network.ts';

const shapes = fc.record({
  comparators: fc.shuffledSubarray(['hadamard', 'concat', 'abs_diff'] as const, { minLength: 1 }),
  mlpLayers: fc.integer({ min: 0, max: 3 }),
  mlpActivation: fc.constantFrom('tanh', 'relu', 'linear'),
  seed: fc.integer({ min: 0, max: 1e9 }),
});
/** Three users and four items of three numbers each come first. */
const tokenNumbers = 21;
const users = Int32Array.of(0, 2, 1, 2);
const items = Int32Array.of(1, 1, 3, 0);
const targets = Float32Array.of(1, 5, 3, 2);
const positions = Int32Array.of(0, 1, 2, 3);

describe('a network in training', () => {
  test('has the gradient that finite differences give', () => {
    fc.assert(
      fc.property(shapes, ({ seed, ...shape }) => {
        const network = createNetwork(
          { ...shape, vocabSizes: [3, 4], tokenEmbeddingDim: 3, encDim: 4, mlpDim: 5 },
          3,
          seededRandom(seed),
        );
        const { parameters } = network;
        // Larger tokens than at the start of a training, so that every part of the gradient shows; biases other than
        // zero, so that no unit sits on the kink of relu.
        const random = seededRandom(seed + 1);
        for (const [n, value] of parameters.entries()) parameters[n] = value * (n < tokenNumbers ? 20 : 1);
        for (let n = network.firstBias; n < parameters.length; n++) parameters[n] = random.normal();
        network.gradient.fill(0);
        network.backward(users, items, targets, positions, 0.25);
        const gradient = network.gradient.slice();
        const loss = (): number => 0.25 * network.backward(users, items, targets, positions, 0);
        const step = 1e-6;
        for (const [n, kept] of parameters.slice().entries()) {
          parameters[n] = kept + step;
          const above = loss();
          parameters[n] = kept - step;
          const below = loss();
          parameters[n] = kept;
          const [slope, own] = [(above - below) / (2 * step), gradient[n] ?? Number.NaN];
          // A kink of relu or of the absolute value within the step would show here as well: one in some 10^5 cases.
          expect(Math.abs(slope - own)).toBeLessThan(1e-4 * Math.max(1, Math.abs(own)));
        }
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test('predicts as the model that it becomes', () => {
    fc.assert(
      fc.property(shapes, ({ seed, ...shape }) => {
        const network = createNetwork(
          { ...shape, vocabSizes: [3, 4], tokenEmbeddingDim: 3, encDim: 4, mlpDim: 5 },
          3,
          seededRandom(seed),
        );
        const predictor = compileObject2Vec(network.toModel());
        const scores = predictor.scores(
          Array.from(users, (id) => [id]),
          Array.from(items, (id) => [id]),
        );
        for (const [n, score] of scores.entries()) {
          const squared = network.backward(users, items, targets, Int32Array.of(n), 0);
          expect((score - (targets[n] ?? Number.NaN)) ** 2).toBeCloseTo(squared, 4);
        }
      }),
    );
  });
});
