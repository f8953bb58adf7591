import type { Ratings } from '../data/ratings.ts';
import { addCombination, addScaled, dot, transposed } from '../linear-algebra.ts';
import type { Random } from '../random.ts';
import { choleskyInPlace, choleskySolver } from './cholesky.ts';
import { type RidgeSolver, ridgeSolver } from './ridge-solver.ts';
import { type SparseRows, sparseRows, sparseTimesDense, transpose } from './sparse-rows.ts';

/**
 * Bayesian matrix factorization with features on the priors, sampled by Gibbs (Salakhutdinov and Mnih 2008; Simm et al.
 * 2017, "Macau"):
 *
 *     rating = mean + user bias + item bias + p.q + noise
 *     [p, user bias] ~ Normal(m + features x B, diagonal precision), items likewise
 */
export interface GibbsSampler {
  /** Draws every unknown once, each given all others. Returns the root mean square error of this draw on the ratings. */
  sweep(): number;
  /** sum[user * items + item] += the rating that this draw predicts, less the mean, for every pair. */
  addPredictions(sum: Float64Array): void;
}

export interface GibbsOptions {
  readonly ratings: Ratings;
  readonly mean: number;
  readonly vocabSizes: readonly [number, number];
  readonly rank: number;
  /** Rows of users, rows of items. */
  readonly features: readonly [SparseRows | undefined, SparseRows | undefined];
  /** Precision of the prior of B, in units of the precision of the vectors. */
  readonly ridge: number;
  readonly random: Random;
}

/** Gamma(shape, rate) priors of the precisions. */
const VectorPrecision = { shape: 1, rate: 0.5 } as const;
const NoisePrecision = { shape: 1, rate: 1 } as const;

/** Users or items: `width` numbers each, the factors and then the bias. */
interface Side {
  readonly count: number;
  readonly vectors: Float64Array;
  /** Their prior means, m + features x B. */
  readonly priorMeans: Float64Array;
  readonly mean: Float64Array;
  readonly precision: Float64Array;
  /** The ratings, less the mean of all, by this side's id. */
  readonly ratings: SparseRows;
  readonly features?: { readonly rows: SparseRows; readonly turned: SparseRows; readonly solver: RidgeSolver };
}

export function gibbsSampler(options: GibbsOptions): GibbsSampler {
  const { rank, random, ridge } = options;
  const width = rank + 1;
  const residuals = Float64Array.from(options.ratings.values, (value) => value - options.mean);
  const users = createSide(0);
  const items = createSide(1);
  let noisePrecision = 1;

  function createSide(side: 0 | 1): Side {
    const count = options.vocabSizes[side];
    const { users: in0, items: in1 } = options.ratings;
    const [own, other] = side === 0 ? [in0, in1] : [in1, in0];
    const rows = options.features[side];
    return {
      count,
      vectors: Float64Array.from({ length: count * width }, () => 0.1 * random.normal()),
      priorMeans: new Float64Array(count * width),
      mean: new Float64Array(width),
      precision: new Float64Array(width).fill(2),
      ratings: sparseRows(count, options.vocabSizes[1 - side] as number, own, other, residuals),
      ...(rows && { features: { rows, turned: transpose(rows), solver: ridgeSolver(rows, ridge) } }),
    };
  }

  function sweep(): number {
    for (const [side, other] of [
      [users, items],
      [items, users],
    ] as const) {
      drawVectors(side, other, width, noisePrecision, random);
      drawPrior(side, width, ridge, random);
    }
    const squares = squaredErrors(users, items, width);
    const count = residuals.length;
    noisePrecision = random.gamma(NoisePrecision.shape + count / 2) / (NoisePrecision.rate + squares / 2);
    return Math.sqrt(squares / count);
  }

  function addPredictions(sum: Float64Array): void {
    const factors = transposed(items.vectors, items.count, width);
    const itemBiases = rank * items.count;
    for (let user = 0; user < users.count; user++) {
      const from = user * width;
      const to = user * items.count;
      const bias = users.vectors[from + rank] as number;
      for (let item = 0; item < items.count; item++) {
        sum[to + item] = (sum[to + item] as number) + bias + (factors[itemBiases + item] as number);
      }
      addCombination(1, users.vectors, from, rank, factors, 0, items.count, sum, to);
    }
  }

  return { sweep, addPredictions };
}

/** Each vector given its ratings, the other side's vectors and its prior: a normal distribution. */
function drawVectors(side: Side, other: Side, width: number, noisePrecision: number, random: Random): void {
  const { starts, columns, values } = side.ratings;
  const rank = width - 1;
  const precision = new Float64Array(width * width);
  const draw = new Float64Array(width);
  // What four ratings are regressed on: the other side's factors, and 1 for the bias.
  const regressors = new Float64Array(4 * width);
  for (let id = 0; id < side.count; id++) {
    precision.fill(0);
    draw.fill(0);
    const end = starts[id + 1] as number;
    for (let first = starts[id] as number; first < end; first += 4) {
      regressors.fill(0);
      for (let n = first; n < end && n < first + 4; n++) {
        const from = (columns[n] as number) * width;
        const to = (n - first) * width;
        for (let k = 0; k < rank; k++) regressors[to + k] = other.vectors[from + k] as number;
        regressors[to + rank] = 1;
        addScaled((values[n] as number) - (other.vectors[from + rank] as number), regressors, to, draw, 0, width);
      }
      addSquares(regressors, width, precision);
    }
    for (let i = 0; i < precision.length; i++) precision[i] = (precision[i] as number) * noisePrecision;
    for (let k = 0; k < width; k++) {
      const own = side.precision[k] as number;
      precision[k * width + k] = (precision[k * width + k] as number) + own;
      draw[k] = noisePrecision * (draw[k] as number) + own * (side.priorMeans[id * width + k] as number);
    }
    choleskyInPlace(precision, width);
    const solver = choleskySolver(precision, width);
    solver.lower(draw, 1);
    for (let k = 0; k < width; k++) draw[k] = (draw[k] as number) + random.normal();
    solver.lowerTransposed(draw, 1);
    side.vectors.set(draw, id * width);
  }
}

/** Lower triangle of `sum` (width x width) += regressors transposed x regressors, for four rows. */
function addSquares(regressors: Float64Array, width: number, sum: Float64Array): void {
  const row1 = width;
  const row2 = 2 * width;
  const row3 = 3 * width;
  for (let i = 0; i < width; i++) {
    const left0 = regressors[i] as number;
    const left1 = regressors[row1 + i] as number;
    const left2 = regressors[row2 + i] as number;
    const left3 = regressors[row3 + i] as number;
    const to = i * width;
    for (let j = 0; j <= i; j++) {
      sum[to + j] =
        (sum[to + j] as number) +
        left0 * (regressors[j] as number) +
        left1 * (regressors[row1 + j] as number) +
        left2 * (regressors[row2 + j] as number) +
        left3 * (regressors[row3 + j] as number);
    }
  }
}

/** The prior's precision, mean and feature weights given the vectors; the prior means follow. */
function drawPrior(side: Side, width: number, ridge: number, random: Random): void {
  const { count, vectors, priorMeans, mean, precision, features } = side;
  const weights = features && drawFeatureWeights(side, features, width, ridge, random);
  const explained = features && weights ? sparseTimesDense(features.rows, weights, width) : undefined;
  for (let k = 0; k < width; k++) {
    let sum = 0;
    for (let at = k; at < vectors.length; at += width) sum += (vectors[at] as number) - (explained?.[at] ?? 0);
    mean[k] = sum / (count + 1) + random.normal() / Math.sqrt((count + 1) * (precision[k] as number));

    let squares = 0;
    for (let at = k; at < vectors.length; at += width) {
      const prior = (mean[k] as number) + (explained?.[at] ?? 0);
      priorMeans[at] = prior;
      squares += ((vectors[at] as number) - prior) ** 2;
    }
    let draws = count;
    if (weights) {
      for (let at = k; at < weights.length; at += width) squares += ridge * (weights[at] as number) ** 2;
      draws += weights.length / width;
    }
    precision[k] = random.gamma(VectorPrecision.shape + draws / 2) / (VectorPrecision.rate + squares / 2);
  }
}

/** B given the vectors: the ridge regression of them on the features, its right-hand side perturbed by noise. */
function drawFeatureWeights(
  side: Side,
  features: NonNullable<Side['features']>,
  width: number,
  ridge: number,
  random: Random,
): Float64Array {
  const deviation = side.precision.map((value) => 1 / Math.sqrt(value));
  const targets = side.vectors.map((value, at) => {
    const k = at % width;
    return value - (side.mean[k] as number) + (deviation[k] as number) * random.normal();
  });
  const right = sparseTimesDense(features.turned, targets, width);
  const root = Math.sqrt(ridge);
  for (let at = 0; at < right.length; at++) {
    right[at] = (right[at] as number) + root * (deviation[at % width] as number) * random.normal();
  }
  return features.solver.solve(right, width);
}

function squaredErrors(users: Side, items: Side, width: number): number {
  const { starts, columns, values } = users.ratings;
  const rank = width - 1;
  let squares = 0;
  for (let user = 0; user < users.count; user++) {
    const bias = users.vectors[user * width + rank] as number;
    for (let n = starts[user] as number; n < (starts[user + 1] as number); n++) {
      const at = (columns[n] as number) * width;
      const product = dot(users.vectors, user * width, items.vectors, at, rank);
      squares += ((values[n] as number) - bias - (items.vectors[at + rank] as number) - product) ** 2;
    }
  }
  return squares;
}
