import { meanRating, type Ratings } from '../data/ratings.ts';
import { evaluate, type RatingErrors } from '../evaluate.ts';
import type { Activation, Comparator } from '../model.ts';
import { compileObject2Vec } from '../predictor.ts';
import { seededRandom, shuffle } from '../random.ts';
import type { SplitRatings } from './hold-out.ts';
import { createNetwork, type Network } from './network.ts';
import { type Training, TrainingError, type TrainingProgress } from './training.ts';

/** Names and ranges are those of the algorithm (Developer Guide, "Object2Vec Hyperparameters"), the same for both encoders. */
export interface AdamHyperparameters {
  readonly tokenEmbeddingDim: number;
  readonly encDim: number;
  readonly comparatorList: readonly Comparator[];
  readonly mlpLayers: number;
  readonly mlpDim: number;
  readonly mlpActivation: Activation;
  readonly miniBatchSize: number;
  readonly learningRate: number;
  /** The loss is the mean squared error + weightDecay x the sum of the squares of all parameters but biases. */
  readonly weightDecay: number;
  readonly epochs: number;
  /** Epochs in a row whose hold-out error did not fall by the tolerance, after which training stops. */
  readonly earlyStoppingPatience: number;
  readonly earlyStoppingTolerance: number;
}

/** Smaller and more strictly regularized than the algorithm's own defaults: chosen on MovieLens 100K by `bench/train`. */
export const defaultAdamHyperparameters: AdamHyperparameters = {
  tokenEmbeddingDim: 32,
  encDim: 32,
  comparatorList: ['hadamard', 'concat', 'abs_diff'],
  mlpLayers: 1,
  mlpDim: 32,
  mlpActivation: 'tanh',
  miniBatchSize: 256,
  learningRate: 1e-3,
  weightDecay: 2e-3,
  epochs: 20,
  earlyStoppingPatience: 3,
  earlyStoppingTolerance: 1e-4,
};

/** Each takes 32 bytes in training: parameter, gradient and two moments. */
const MostTokenNumbers = 100_000_000;
/** Batches between two reports within an epoch. */
const BatchesPerReport = 64;

/**
 * Minibatch training by Adam (Kingma and Ba 2015). The parameters of the epoch with the least error on the hold-out are
 * kept; without a hold-out, those of the last epoch.
 */
export function* trainAdam(
  { train, heldOut }: SplitRatings,
  vocabSizes: readonly [number, number],
  settings: AdamHyperparameters,
  seed: number,
): Training {
  const random = seededRandom(seed);
  const steps = settings.epochs;
  const tokens = (vocabSizes[0] + vocabSizes[1]) * settings.tokenEmbeddingDim;
  if (tokens > MostTokenNumbers) {
    throw new TrainingError(
      `token embeddings of ${tokens} numbers are more than ${MostTokenNumbers}; lower tokenEmbeddingDim`,
    );
  }
  const network = createNetwork(
    { ...settings, vocabSizes, comparators: settings.comparatorList },
    meanRating(train),
    random,
  );
  const update = adamUpdate(network, settings);
  const history: TrainingProgress[] = [];
  const order = Int32Array.from(train.values.keys());
  let best = { model: network.toModel(), step: 0, holdOut: undefined as RatingErrors | undefined };
  let [patience, toBeat] = [settings.earlyStoppingPatience, Number.POSITIVE_INFINITY];
  let stopped = (yield { phase: 'setup', step: 0, steps }) === 'stop';

  for (let epoch = 1; epoch <= settings.epochs && !stopped && patience > 0; epoch++) {
    shuffle(order, random);
    let squares = 0;
    for (let start = 0, batch = 1; start < order.length && !stopped; start += settings.miniBatchSize, batch++) {
      squares += trainBatch(network, update, train, order.subarray(start, start + settings.miniBatchSize));
      if (batch % BatchesPerReport === 0) {
        stopped = (yield { phase: 'epoch', step: epoch - 1 + start / order.length, steps }) === 'stop';
      }
    }
    if (stopped) break;
    const trainRmse = Math.sqrt(squares / order.length);
    if (!Number.isFinite(trainRmse))
      throw new TrainingError(`training diverged in epoch ${epoch}: lower the learningRate`);
    const model = network.toModel();
    const holdOut = heldOut.values.length > 0 ? evaluate(compileObject2Vec(model), heldOut) : undefined;
    if (!holdOut || holdOut.mse < (best.holdOut?.mse ?? Number.POSITIVE_INFINITY))
      best = { model, step: epoch, holdOut };
    if (holdOut) {
      patience = holdOut.mse < toBeat - settings.earlyStoppingTolerance ? settings.earlyStoppingPatience : patience - 1;
      toBeat = Math.min(toBeat, holdOut.mse);
    }
    const progress = {
      phase: 'epoch',
      step: epoch,
      steps,
      trainRmse,
      ...(holdOut && { holdOutRmse: holdOut.rmse }),
    } as const;
    history.push(progress);
    stopped = (yield progress) === 'stop';
  }
  const { model, step, holdOut } = best;
  const metrics = { train: evaluate(compileObject2Vec(model), train), ...(holdOut && { holdOut }) };
  return { model, metrics, history, step };
}

function trainBatch(
  network: Network,
  update: () => void,
  { users, items, values }: Ratings,
  positions: Int32Array,
): number {
  network.gradient.fill(0);
  const squares = network.backward(users, items, values, positions, 1 / positions.length);
  update();
  return squares;
}

const Adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
/** Moments of parameters without a gradient fade; below this they are zero, before denormal numbers slow everything down. */
const Vanishing = 1e-150;

function adamUpdate(
  { parameters, gradient, firstBias }: Network,
  { learningRate, weightDecay }: AdamHyperparameters,
): () => void {
  const first = new Float64Array(parameters.length);
  const second = new Float64Array(parameters.length);
  let steps = 0;
  return () => {
    steps += 1;
    const rate = (learningRate * Math.sqrt(1 - Adam.beta2 ** steps)) / (1 - Adam.beta1 ** steps);
    for (let n = 0; n < parameters.length; n++) {
      const parameter = parameters[n] as number;
      const slope = (gradient[n] as number) + (n < firstBias ? 2 * weightDecay * parameter : 0);
      let mean = Adam.beta1 * (first[n] as number) + (1 - Adam.beta1) * slope;
      if (mean < Vanishing && mean > -Vanishing) mean = 0;
      let square = Adam.beta2 * (second[n] as number) + (1 - Adam.beta2) * slope * slope;
      if (square < Vanishing) square = 0;
      first[n] = mean;
      second[n] = square;
      parameters[n] = parameter - (rate * mean) / (Math.sqrt(square) + Adam.epsilon);
    }
  };
}
