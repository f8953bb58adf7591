import { describe, expect, test } from 'bun:test';
import { generateRatings } from '../data/generate-ratings.ts';
import { pickRatings, type Ratings } from '../data/ratings.ts';
import { evaluate } from '../evaluate.ts';
import { writeOnnx } from '../onnx/write-onnx.ts';
import { compileObject2Vec } from '../predictor.ts';
import { seededRandom } from '../random.ts';
import { holdOutShare } from './hold-out.ts';
import { type TrainingOptions, trainObject2Vec } from './train-object2vec.ts';
import { finishTraining, TrainingError } from './training.ts';

const generated = generateRatings(3);

/** Of the generated world, what these users say of these films. */
function ratingsUpTo(lastUser: number, lastItem: number): Ratings {
  const { users, items, values } = generated.ratings;
  const picked = Int32Array.from(values.keys()).filter(
    (n) => (users[n] ?? 0) <= lastUser && (items[n] ?? 0) <= lastItem,
  );
  return pickRatings(generated.ratings, picked);
}

/** Enough to learn from within a second. */
const ratings: Ratings = ratingsUpTo(100, 200);
/** Not enough to learn from. */
const few: Ratings = ratingsUpTo(40, 60);
const solvers: readonly TrainingOptions[] = [
  {
    solver: 'adam',
    ratings,
    seed: 1,
    holdOut: 0.1,
    hyperparameters: { epochs: 5, learningRate: 5e-3, miniBatchSize: 64, earlyStoppingPatience: 5 },
  },
  { solver: 'bayes', ratings, seed: 1, holdOut: 0.1, hyperparameters: { rank: 4, burnIn: 10, sweeps: 30 } },
];

/** Error of the best that one can do without knowing user or item. */
function spread({ values }: Ratings): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** So little training that it learns next to nothing. */
const SHORT: Readonly<Record<TrainingOptions['solver'], TrainingOptions['hyperparameters']>> = {
  adam: { epochs: 1, learningRate: 5e-3, miniBatchSize: 64 },
  bayes: { rank: 4, burnIn: 2, sweeps: 4 },
};

describe.each(solvers.map((options) => [options.solver, options] as const))('the solver %s', (solver, options) => {
  const short = { ...options, ratings: few, hyperparameters: SHORT[solver] } as TrainingOptions;
  const trained = finishTraining(trainObject2Vec(options));

  test('learns more than the mean, on ratings that it has not seen', () => {
    expect(trained.metrics.holdOut?.count).toBe(Math.round(0.1 * ratings.values.length));
    expect(trained.metrics.holdOut?.rmse).toBeLessThan(0.93 * spread(ratings));
  });

  test('states the errors of the model that it returns', () => {
    const { train, heldOut } = holdOutShare(ratings, 0.1, seededRandom(1));
    const predictor = compileObject2Vec(trained.model);
    expect(trained.metrics).toEqual({ train: evaluate(predictor, train), holdOut: evaluate(predictor, heldOut) });
  });

  test('gives the same bytes for the same seed, and others for another', () => {
    const bytes = (seed: number) => writeOnnx(finishTraining(trainObject2Vec({ ...short, seed })).model);
    const first = bytes(1);
    expect(bytes(1)).toEqual(first);
    expect(bytes(2)).not.toEqual(first);
  });

  test('trains without a hold-out too', () => {
    const { metrics, history } = finishTraining(trainObject2Vec({ ...short, holdOut: 0 }));
    expect(metrics.holdOut).toBeUndefined();
    expect(metrics.train.count).toBe(few.values.length);
    expect(history.every((progress) => progress.holdOutRmse === undefined)).toBe(true);
  });

  test('reports steps that rise to the number of steps, and can be stopped at any of them', () => {
    const training = trainObject2Vec(options);
    const steps: number[] = [];
    let state = training.next();
    while (!state.done) {
      steps.push(state.value.step);
      const enough = state.value.step >= 0.8 * state.value.steps;
      state = training.next(enough ? 'stop' : undefined);
    }
    expect(steps[0]).toBe(0);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(state.value.history.length).toBeLessThan(trained.history.length);
    expect(state.value.metrics.holdOut?.rmse).toBeLessThan(spread(ratings));
  });
});

test('adam keeps the epoch that was best on the hold-out, and stops when patience ends', () => {
  const { history, step, metrics } = finishTraining(
    trainObject2Vec({
      ...{ solver: 'adam', ratings, seed: 1, holdOut: 0.2 },
      hyperparameters: {
        epochs: 60,
        learningRate: 1e-2,
        weightDecay: 0,
        earlyStoppingPatience: 2,
        earlyStoppingTolerance: 1e-6,
      },
    }),
  );
  const errors = history.map((progress) => progress.holdOutRmse ?? Number.NaN);
  expect(history.length).toBeLessThan(60);
  expect(step).toBe(history.length - 2);
  expect(metrics.holdOut?.rmse).toBe(Math.min(...errors));
});

test('bayes learns from features what ratings do not tell', () => {
  // Users of even id like everything, the others nothing; half of the users have no rating to tell it by.
  const random = seededRandom(4);
  const known = Array.from({ length: 3000 }, () => ({ user: 1 + random.integer(100), item: 1 + random.integer(40) }));
  const like = (user: number): number => (user % 2 === 0 ? 5 : 1);
  const given: Ratings = {
    users: Int32Array.from(known, ({ user }) => user),
    items: Int32Array.from(known, ({ item }) => item),
    values: Float32Array.from(known, ({ user }) => like(user)),
  };
  const ids = Int32Array.from({ length: 200 }, (_, n) => n + 1);
  const users = { ids, features: ids.map((id) => id % 2), names: ['even', 'odd'] };
  const options = {
    solver: 'bayes',
    ratings: given,
    seed: 1,
    holdOut: 0,
    vocabSizes: [201, 41],
    hyperparameters: { rank: 2, burnIn: 10, sweeps: 30, whoRatedWhat: false, ridge: 0.1 },
  } as const;
  const strangers = [[198], [199]];
  const informed = compileObject2Vec(finishTraining(trainObject2Vec({ ...options, features: { users } })).model);
  const [even, odd] = informed.scores(strangers, [[7], [7]]);
  expect(even).toBeGreaterThan(4.5);
  expect(odd).toBeLessThan(1.5);
  const [blind, alsoBlind] = compileObject2Vec(finishTraining(trainObject2Vec(options)).model).scores(strangers, [
    [7],
    [7],
  ]);
  expect(Math.abs((blind ?? Number.NaN) - (alsoBlind ?? Number.NaN))).toBeLessThan(1.5);
});

describe('trainObject2Vec refuses', () => {
  const none: Ratings = { users: new Int32Array(), items: new Int32Array(), values: new Float32Array() };
  const far: Ratings = { users: Int32Array.of(2_999_999), items: Int32Array.of(99), values: Float32Array.of(3) };
  const common = { solver: 'bayes', ratings, seed: 1, holdOut: 0 } as const;
  const adam = { ...common, solver: 'adam' } as const;

  test.each<[string, TrainingOptions, RegExp]>([
    ['no ratings', { ...common, ratings: none }, /there are no ratings/],
    ['a hold-out of more than half', { ...common, holdOut: 0.6 }, /hold-out is 0.6/],
    ['a vocabulary too small for the ids', { ...common, vocabSizes: [10, 2000] }, /vocabulary of 10 users/],
    ['too many pairs for bayes', { ...common, ratings: far }, /3000000 users x 100 items are too many/],
    ['no factor', { ...common, hyperparameters: { rank: 0 } }, /rank is 0, not an integer from 1 to 256/],
    ['half a sweep', { ...common, hyperparameters: { sweeps: 1.5 } }, /sweeps is 1.5, not an integer/],
    [
      'no learning rate',
      { ...adam, hyperparameters: { learningRate: Number.NaN } },
      /learningRate is NaN, not a number/,
    ],
    ['no comparator', { ...adam, hyperparameters: { comparatorList: [] } }, /comparatorList is : not/],
    [
      'an embedding beyond memory',
      { ...adam, vocabSizes: [3e6, 300], hyperparameters: { tokenEmbeddingDim: 1000 } },
      /lower tokenEmbeddingDim/,
    ],
  ])('%s', (_, options, reason) => {
    expect(() => finishTraining(trainObject2Vec(options))).toThrow(reason);
    expect(() => finishTraining(trainObject2Vec(options))).toThrow(TrainingError);
  });

  test('to return numbers that are none when adam diverges', () => {
    const hyperparameters = {
      learningRate: 1,
      mlpActivation: 'linear',
      mlpLayers: 10,
      epochs: 3,
      miniBatchSize: 64,
    } as const;
    const huge: Ratings = { ...ratings, values: ratings.values.map((value) => value * 1e38) };
    expect(() => finishTraining(trainObject2Vec({ ...adam, ratings: huge, hyperparameters }))).toThrow(
      /diverged in epoch 1/,
    );
  });

  test('to end before anything is learnt', () => {
    const training = trainObject2Vec(common);
    training.next();
    expect(() => training.next('stop')).toThrow(/nothing has been learnt/);
  });
});
