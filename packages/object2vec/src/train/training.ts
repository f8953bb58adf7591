import type { RatingErrors } from '../evaluate.ts';
import type { Object2VecModel } from '../model.ts';

/**
 * A training under way. Each `next()` does one step (an epoch, or a sweep of the sampler) and says how far it is;
 * `next('stop')` ends after the step before and returns what has been learnt so far.
 */
export type Training = Generator<TrainingProgress, TrainingResult, 'stop' | undefined>;

export interface TrainingProgress {
  /** 'epoch' for adam, 'sweep' for bayes, 'setup' before the first of them. */
  readonly phase: 'setup' | 'epoch' | 'sweep';
  /** Steps done, from 0 to `steps`; early stopping may end before `steps`. */
  readonly step: number;
  readonly steps: number;
  /** Root mean square error on the ratings trained on, in this step. Absent in 'setup'. */
  readonly trainRmse?: number;
  /** Error of the model as it stands on the hold-out. Absent without a hold-out. */
  readonly holdOutRmse?: number;
}

export interface TrainingResult {
  readonly model: Object2VecModel;
  readonly metrics: {
    readonly train: RatingErrors;
    readonly holdOut?: RatingErrors;
  };
  readonly history: readonly TrainingProgress[];
  /** The step whose parameters the model has. */
  readonly step: number;
}

/** The ratings or the settings do not allow a training: why, in words. */
export class TrainingError extends Error {
  override readonly name = 'TrainingError';
}

/** Runs a training to its end. */
export function finishTraining(training: Training): TrainingResult {
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
  }
}
