import {
  finishTraining,
  holdOutShare,
  type Ratings,
  type SplitRatings,
  seededRandom,
  trainSplit,
} from '@portico/object2vec';
import { holdOutPerUser, itemFeatures, loadBase, type SplitName, userFeatures, vocabSizes } from './movielens.ts';
import { candidates } from './settings.ts';

/** Seed of the hold-outs that settings are chosen by, and of the trainings that are compared. */
const holdOutSeed = 42;
const trainingSeed = 1;

/** Trains every candidate on a part of each base file and prints its error on the rest. No test file is opened. */
export function choose(folder: string): void {
  for (const hyperparameters of candidates.adam) {
    const split = likeTheTest('ua', loadBase(folder, 'ua'));
    const { metrics, step, history } = finishTraining(
      trainSplit({ solver: 'adam', split, vocabSizes, seed: trainingSeed, hyperparameters }),
    );
    const { weightDecay, learningRate } = hyperparameters;
    console.log(
      `adam ua weightDecay ${weightDecay} learningRate ${learningRate}: hold-out MSE ${metrics.holdOut?.mse.toFixed(4)} at epoch ${step} of ${history.length}`,
    );
  }
  const features = { users: userFeatures(folder), items: itemFeatures(folder) };
  for (const name of ['ua', 'u1'] as const) {
    for (const hyperparameters of candidates.bayes) {
      const split = likeTheTest(name, loadBase(folder, name));
      const { metrics } = finishTraining(
        trainSplit({ solver: 'bayes', split, vocabSizes, seed: trainingSeed, hyperparameters, features }),
      );
      console.log(
        `bayes ${name} rank ${hyperparameters.rank} chains ${hyperparameters.chains}: hold-out RMSE ${metrics.holdOut?.rmse.toFixed(4)}`,
      );
    }
  }
}

/** `ua` and `ub` test on as many ratings of each user, `u1` on a share of all. */
function likeTheTest(name: SplitName, base: Ratings): SplitRatings {
  return name === 'u1'
    ? holdOutShare(base, 0.1, seededRandom(holdOutSeed))
    : holdOutPerUser(base, 5, seededRandom(holdOutSeed));
}
