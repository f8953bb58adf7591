import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { compileObject2Vec } from './predictor.ts';
import { plainEncoding, plainForward } from './testing/plain-forward.ts';
import { randomModel } from './testing/random-model.ts';
import { TokenRangeError } from './token-range-error.ts';

const models = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  comparators: fc.shuffledSubarray(['hadamard', 'concat', 'abs_diff'] as const, { minLength: 1 }),
  mlpUnits: fc.array(fc.integer({ min: 1, max: 8 }), { maxLength: 3 }),
  mlpActivation: fc.constantFrom('tanh', 'relu', 'linear'),
  outputLayer: fc.constantFrom('mean_squared_error', 'softmax'),
});
const lists = (vocabSize: number) =>
  fc.array(fc.array(fc.integer({ min: 0, max: vocabSize - 1 }), { maxLength: 6 }), { minLength: 4, maxLength: 4 });

describe('a compiled model', () => {
  test('answers as the plain network does, to 1e-6', () => {
    fc.assert(
      fc.property(models, lists(7), lists(9), (options, in0, in1) => {
        const model = randomModel(options);
        const predictor = compileObject2Vec(model);
        // Twice: the second answer comes from what the first one kept.
        for (const scores of [predictor.scores(in0, in1), predictor.scores(in0, in1)]) {
          expect(scores.length).toBe(4 * model.outputs);
          const expected = in0.flatMap((ids, n) => plainForward(model, ids, in1[n] ?? []));
          for (const [index, value] of expected.entries()) {
            expect(Math.abs((scores[index] ?? Number.NaN) - value)).toBeLessThan(1e-6 * Math.max(1, Math.abs(value)));
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('embeds as the plain encoders do, to 1e-6', () => {
    fc.assert(
      fc.property(models, lists(7), lists(9), (options, in0, in1) => {
        const model = randomModel(options);
        const predictor = compileObject2Vec(model);
        for (const [side, tokens] of [
          [0, in0],
          [1, in1],
        ] as const) {
          const rows = predictor.embeddings(side, tokens);
          const expected = tokens.flatMap((ids) => plainEncoding(model, side, ids));
          expect(rows.length).toBe(expected.length);
          for (const [index, value] of expected.entries()) {
            expect(Math.abs((rows[index] ?? Number.NaN) - value)).toBeLessThan(1e-6);
          }
        }
      }),
    );
  });

  const model = randomModel({
    seed: 1,
    comparators: ['hadamard', 'concat'],
    mlpUnits: [4],
    mlpActivation: 'tanh',
    outputLayer: 'mean_squared_error',
  });
  const predictor = compileObject2Vec(model);

  test('gives an instance the same bits in any batch', () => {
    const alone = predictor.scores([[3]], [[4, 5]]);
    expect(predictor.scores([[1], [3], [2]], [[1], [4, 5], [8, 8]])[1]).toBe(alone[0] ?? Number.NaN);
  });

  test('cuts a list to its first maxSeqLen tokens', () => {
    expect(predictor.scores([[1, 2, 3, 4, 5, 6]], [[1]])).toEqual(predictor.scores([[1, 2, 3, 4]], [[1]]));
  });

  test('answers an empty batch with nothing', () => {
    expect(predictor.scores([], []).length).toBe(0);
  });

  test.each([
    ['too large', [[1], [7]], [[1], [1]], { side: 0, instanceIndex: 1, id: 7, vocabSize: 7 }],
    ['negative', [[1]], [[-1]], { side: 1, instanceIndex: 0, id: -1, vocabSize: 9 }],
    ['fractional', [[1]], [[1.5]], { side: 1, instanceIndex: 0, id: 1.5, vocabSize: 9 }],
    ['beyond 32 bits', [[2 ** 32]], [[1]], { side: 0, instanceIndex: 0, id: 2 ** 32, vocabSize: 7 }],
    [
      'in a place that would be cut off',
      [[1, 2, 3, 4, 99]],
      [[1]],
      { side: 0, instanceIndex: 0, id: 99, vocabSize: 7 },
    ],
  ])('refuses a token id that is %s', (_, in0, in1, facts) => {
    const refusal = expect(() => predictor.scores(in0, in1));
    refusal.toThrow(TokenRangeError);
    refusal.toThrow(expect.objectContaining(facts));
  });

  test('refuses tokens out of range in an embedding too', () => {
    expect(() => predictor.embeddings(1, [[9]])).toThrow(TokenRangeError);
  });

  test('keeps nothing when a table would be too large, and answers the same', () => {
    const large = randomModel({
      seed: 2,
      comparators: ['hadamard', 'concat', 'abs_diff'],
      mlpUnits: [3],
      mlpActivation: 'relu',
      outputLayer: 'softmax',
      vocabSizes: [30_000, 9],
      tokenEmbeddingDims: [1, 1],
      embeddingLength: 600,
    });
    const scores = compileObject2Vec(large).scores([[29_999, 5], [17]], [[8], [0, 1]]);
    const expected = [...plainForward(large, [29_999, 5], [8]), ...plainForward(large, [17], [0, 1])];
    for (const [index, value] of expected.entries()) expect(scores[index]).toBeCloseTo(value, 6);
  });
});
