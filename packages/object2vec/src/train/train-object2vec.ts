import { type Ratings, smallestVocabSize } from '../data/ratings.ts';
import { Object2VecLimits } from '../model.ts';
import { seededRandom } from '../random.ts';
import { type AdamHyperparameters, defaultAdamHyperparameters, trainAdam } from './adam.ts';
import { type BayesHyperparameters, defaultBayesHyperparameters, type SideFeatures, trainBayes } from './bayes.ts';
import { checkAdam, checkBayes } from './check-settings.ts';
import { holdOutShare, type SplitRatings } from './hold-out.ts';
import { type Training, TrainingError } from './training.ts';

/** Which solver, and what it goes by; what is not given has its default. */
export type SolverOptions =
  | { readonly solver: 'adam'; readonly hyperparameters?: Partial<AdamHyperparameters> }
  | {
      readonly solver: 'bayes';
      readonly hyperparameters?: Partial<BayesHyperparameters>;
      readonly features?: SideFeatures;
    };

export type TrainingOptions = SolverOptions & {
  readonly ratings: Ratings;
  /** Integer of 32 bits; the same seed and ratings give the same model. */
  readonly seed: number;
  /** Share of the ratings that is not trained on but measured on, from 0 (nothing) up to 0.5. */
  readonly holdOut: number;
  /** Tokens of users and of items; by default one more than the largest id. */
  readonly vocabSizes?: readonly [number, number];
};

export type SplitTrainingOptions = SolverOptions & {
  readonly split: SplitRatings;
  readonly seed: number;
  readonly vocabSizes: readonly [number, number];
};

/**
 * Trains an Object2Vec regression on ratings: in0 is the user, in1 the item, ids are used raw. The training begins with
 * the first `next()`.
 * @throws TrainingError at once when ratings or settings do not allow a training.
 */
export function trainObject2Vec(options: TrainingOptions): Training {
  const { ratings, holdOut, seed } = options;
  if (ratings.values.length === 0) throw new TrainingError('there are no ratings');
  if (!(holdOut >= 0 && holdOut <= 0.5))
    throw new TrainingError(`the hold-out is ${holdOut}, not a share from 0 to 0.5`);
  const vocabSizes = [
    vocabSize('users', ratings.users, options.vocabSizes?.[0]),
    vocabSize('items', ratings.items, options.vocabSizes?.[1]),
  ] as const;
  return trainSplit({ ...options, split: holdOutShare(ratings, holdOut, seededRandom(seed)), vocabSizes });
}

/** {@link trainObject2Vec} with a hold-out of one's own choice, whose ids the vocabularies must hold. */
export function trainSplit(options: SplitTrainingOptions): Training {
  const { split, vocabSizes, seed } = options;
  if (options.solver === 'adam') {
    const settings = { ...defaultAdamHyperparameters, ...options.hyperparameters };
    checkAdam(settings);
    return trainAdam(split, vocabSizes, settings, seed);
  }
  const settings = { ...defaultBayesHyperparameters, ...options.hyperparameters };
  checkBayes(settings);
  return trainBayes(split, vocabSizes, settings, options.features ?? {}, seed);
}

function vocabSize(what: string, ids: Int32Array, wanted: number | undefined): number {
  const smallest = smallestVocabSize(ids);
  const size = wanted ?? smallest;
  if (size < smallest) throw new TrainingError(`a vocabulary of ${size} ${what} does not hold the id ${smallest - 1}`);
  const [, largest] = Object2VecLimits.vocabSize;
  if (size > largest) throw new TrainingError(`${size} ${what} are more than the ${largest} of a vocabulary`);
  return size;
}
