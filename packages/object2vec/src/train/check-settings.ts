import { comparatorWidths } from '../model.ts';
import type { AdamHyperparameters } from './adam.ts';
import type { BayesHyperparameters } from './bayes.ts';
import { TrainingError } from './training.ts';

type NumberNames<Settings> = {
  [Name in keyof Settings]: Settings[Name] extends number ? Name : never;
}[keyof Settings];
/** Lowest and highest value, both allowed; 'integer' or any number between. */
type Ranges<Settings> = Readonly<Record<NumberNames<Settings>, readonly [low: number, high: number, kind?: 'real']>>;

/** Developer Guide, "Object2Vec Hyperparameters". */
const adamRanges: Ranges<AdamHyperparameters> = {
  tokenEmbeddingDim: [2, 1000],
  encDim: [4, 10_000],
  mlpLayers: [0, 10],
  mlpDim: [2, 10_000],
  miniBatchSize: [1, 10_000],
  learningRate: [1e-6, 1, 'real'],
  weightDecay: [0, 10_000, 'real'],
  epochs: [1, 100],
  earlyStoppingPatience: [1, 5],
  earlyStoppingTolerance: [1e-6, 0.1, 'real'],
};

/** Ours: wide enough for any use, narrow enough for the memory of one machine. */
const bayesRanges: Ranges<BayesHyperparameters> = {
  rank: [1, 256],
  burnIn: [0, 100_000],
  sweeps: [1, 100_000],
  chains: [1, 100],
  ridge: [1e-6, 1e6, 'real'],
  embeddingLength: [1, 1000],
};

/** @throws TrainingError */
export function checkAdam(settings: AdamHyperparameters): void {
  checkRanges(settings, adamRanges);
  const { comparatorList, mlpActivation } = settings;
  const known = comparatorList.every((name) => Object.hasOwn(comparatorWidths, name));
  if (!known || comparatorList.length === 0 || new Set(comparatorList).size !== comparatorList.length) {
    throw new TrainingError(
      `comparatorList is ${comparatorList.join(', ')}: not hadamard, concat, abs_diff, each at most once`,
    );
  }
  if (!['tanh', 'relu', 'linear'].includes(mlpActivation)) {
    throw new TrainingError(`mlpActivation is ${mlpActivation}, not tanh, relu or linear`);
  }
}

/** @throws TrainingError */
export function checkBayes(settings: BayesHyperparameters): void {
  checkRanges(settings, bayesRanges);
}

function checkRanges<Settings extends object>(settings: Settings, ranges: Ranges<Settings>): void {
  for (const [name, range] of Object.entries<readonly [number, number, 'real'?]>(ranges)) {
    const [low, high, kind] = range;
    const value: unknown = Object.getOwnPropertyDescriptor(settings, name)?.value;
    const fits =
      typeof value === 'number' && value >= low && value <= high && (kind === 'real' || Number.isInteger(value));
    if (!fits)
      throw new TrainingError(`${name} is ${value}, not ${kind ? 'a number' : 'an integer'} from ${low} to ${high}`);
  }
}
