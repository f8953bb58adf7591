import { type Features, featureRows } from '../data/parse-features.ts';
import { meanRating, type Ratings } from '../data/ratings.ts';
import { evaluate } from '../evaluate.ts';
import type { Encoder, Object2VecModel } from '../model.ts';
import { compileObject2Vec } from '../predictor.ts';
import { type Random, seededRandom } from '../random.ts';
import { gibbsSampler } from './gibbs-sampler.ts';
import type { SplitRatings } from './hold-out.ts';
import { joinColumns, type SparseRows, sparseRows } from './sparse-rows.ts';
import { type Training, TrainingError, type TrainingProgress } from './training.ts';
import { truncatedSvd } from './truncated-svd.ts';

export interface BayesHyperparameters {
  /** Factors of the sampled matrices. */
  readonly rank: number;
  /** Sweeps thrown away before the averaging begins, and sweeps averaged; of each chain. */
  readonly burnIn: number;
  readonly sweeps: number;
  /** Independent samplers, averaged. */
  readonly chains: number;
  /** Strength of the prior that features explain nothing. */
  readonly ridge: number;
  /** Whether which items a user rated (in the ratings trained on) is a feature of the user, and the reverse. */
  readonly whoRatedWhat: boolean;
  /** token_embedding_dim and enc_dim of the model; the averaged predictions are compressed to this rank. */
  readonly embeddingLength: number;
}

export const defaultBayesHyperparameters: BayesHyperparameters = {
  rank: 16,
  burnIn: 60,
  sweeps: 240,
  chains: 1,
  ridge: 5,
  whoRatedWhat: true,
  embeddingLength: 32,
};

/** What is known of users and of items. */
export interface SideFeatures {
  readonly users?: Features;
  readonly items?: Features;
}

/** The average prediction of every user for every item is kept as a dense matrix (8 bytes a pair). */
const MostPairs = 50_000_000;
/** What a given feature counts, next to the rows of length 1 that say who rated what. */
const FeatureWeight = 0.5;
/** The smaller side of a feature matrix is factored as a dense square matrix. */
const MostFeatures = 6000;

/**
 * Averages the predictions of a Gibbs sampler over many draws, then compresses the average by a truncated singular value
 * decomposition into a network whose score is the product of two encodings: comparator hadamard, no MLP layer.
 */
export function* trainBayes(
  { train, heldOut }: SplitRatings,
  vocabSizes: readonly [number, number],
  settings: BayesHyperparameters,
  features: SideFeatures,
  seed: number,
): Training {
  const [users, items] = vocabSizes;
  if (users * items > MostPairs) {
    throw new TrainingError(`${users} users x ${items} items are too many for the solver bayes; use adam`);
  }
  const steps = settings.chains * (settings.burnIn + settings.sweeps);
  const history: TrainingProgress[] = [{ phase: 'setup', step: 0, steps }];
  const mean = meanRating(train);
  const sum = new Float64Array(users * items);
  let draws = 0;
  let step = 0;
  let stopped = (yield history[0] as TrainingProgress) === 'stop';
  const allFeatures = [
    sideFeatures(features.users, users, settings.whoRatedWhat ? whoRatedWhat(train, vocabSizes, 0) : undefined),
    sideFeatures(features.items, items, settings.whoRatedWhat ? whoRatedWhat(train, vocabSizes, 1) : undefined),
  ] as const;

  for (let chain = 0; chain < settings.chains && !stopped; chain++) {
    const sampler = gibbsSampler({
      ...{ ratings: train, mean, vocabSizes, rank: settings.rank, features: allFeatures, ridge: settings.ridge },
      random: seededRandom(seed + 7919 * chain),
    });
    for (let sweep = 1; sweep <= settings.burnIn + settings.sweeps && !stopped; sweep++) {
      const trainRmse = sampler.sweep();
      step += 1;
      if (sweep > settings.burnIn) {
        sampler.addPredictions(sum);
        draws += 1;
      }
      const holdOutRmse = draws > 0 ? averageRmse(sum, draws, mean, heldOut, items) : undefined;
      const progress = {
        phase: 'sweep',
        step,
        steps,
        trainRmse,
        ...(holdOutRmse !== undefined && { holdOutRmse }),
      } as const;
      history.push(progress);
      stopped = (yield progress) === 'stop';
    }
  }
  if (draws === 0) throw new TrainingError('stopped before the first draw was kept: nothing has been learnt');
  for (let n = 0; n < sum.length; n++) sum[n] = (sum[n] as number) / draws;
  const model = compress(sum, mean, vocabSizes, settings.embeddingLength, seededRandom(seed));
  const predictor = compileObject2Vec(model);
  return {
    model,
    metrics: {
      train: evaluate(predictor, train),
      ...(heldOut.values.length > 0 && { holdOut: evaluate(predictor, heldOut) }),
    },
    history,
    step,
  };
}

/** For each user the items rated (or the reverse), as rows of length 1. */
function whoRatedWhat(train: Ratings, vocabSizes: readonly [number, number], side: 0 | 1): SparseRows {
  const [rows, columns] = side === 0 ? [train.users, train.items] : [train.items, train.users];
  const counts = new Int32Array(vocabSizes[side]);
  for (const id of rows) counts[id] = (counts[id] as number) + 1;
  const values = Float64Array.from(rows, (id) => 1 / Math.sqrt(counts[id] as number));
  return sparseRows(vocabSizes[side], vocabSizes[1 - side] as number, rows, columns, values);
}

function sideFeatures(
  features: Features | undefined,
  vocabSize: number,
  implicit: SparseRows | undefined,
): SparseRows | undefined {
  const given = features && featureRows(features, vocabSize, FeatureWeight);
  const joined = given && implicit ? joinColumns(given, implicit) : (given ?? implicit);
  if (joined && Math.min(joined.rowCount, joined.columnCount) > MostFeatures) {
    throw new TrainingError(
      `${joined.columnCount} features of ${joined.rowCount} ids are too many for the solver bayes; leave out who-rated-what`,
    );
  }
  return joined;
}

function averageRmse(
  sum: Float64Array,
  draws: number,
  mean: number,
  heldOut: Ratings,
  items: number,
): number | undefined {
  const { users, items: itemIds, values } = heldOut;
  if (values.length === 0) return undefined;
  let squares = 0;
  for (let n = 0; n < values.length; n++) {
    const average = (sum[(users[n] as number) * items + (itemIds[n] as number)] as number) / draws;
    squares += ((values[n] as number) - mean - average) ** 2;
  }
  return Math.sqrt(squares / values.length);
}

function compress(
  average: Float64Array,
  mean: number,
  vocabSizes: readonly [number, number],
  embeddingLength: number,
  random: Random,
): Object2VecModel {
  const [users, items] = vocabSizes;
  const rank = Math.min(embeddingLength, users, items);
  const { left, right } = truncatedSvd(average, users, items, rank, random);
  const projection = Float32Array.from({ length: rank * rank }, (_, n) => (n % (rank + 1) === 0 ? 1 : 0));
  const encoder = (vocabSize: number, vectors: Float64Array): Encoder => ({
    vocabSize,
    maxSeqLen: 1,
    tokenEmbeddingDim: rank,
    tokenEmbedding: new Float32Array(vectors),
    projection,
  });
  return {
    encoders: [encoder(users, left), encoder(items, right)],
    embeddingLength: rank,
    comparators: ['hadamard'],
    mlp: [],
    mlpActivation: 'linear',
    output: { weights: new Float32Array(rank).fill(1), bias: Float32Array.of(mean) },
    outputLayer: 'mean_squared_error',
    outputs: 1,
  };
}
