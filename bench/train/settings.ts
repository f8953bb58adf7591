import type { AdamHyperparameters, BayesHyperparameters } from '@portico/object2vec';
import type { SplitName } from './movielens.ts';

/** Chosen by `choose.ts`, on ratings held out of the base files; the test files had no part in it. */
export const chosen: {
  readonly bayes: Readonly<Record<SplitName, BayesHyperparameters>>;
  readonly adam: AdamHyperparameters;
} = {
  bayes: {
    ua: bayes({ rank: 24, burnIn: 40, sweeps: 200, chains: 2 }),
    // Those of `ua`, unseen: nothing was ever chosen on this split.
    ub: bayes({ rank: 24, burnIn: 40, sweeps: 200, chains: 2 }),
    u1: bayes({ rank: 24, burnIn: 40, sweeps: 200, chains: 2 }),
  },
  adam: adam({ weightDecay: 2e-3, learningRate: 1e-3, epochs: 13 }),
};

/** What `choose.ts` compares. */
export const candidates: {
  readonly bayes: readonly BayesHyperparameters[];
  readonly adam: readonly AdamHyperparameters[];
} = {
  bayes: [...[16, 24, 32].map((rank) => bayes({ rank })), bayes({ rank: 24, burnIn: 40, sweeps: 200, chains: 2 })],
  adam: [
    ...[1e-3, 1.5e-3, 2e-3, 4e-3].map((weightDecay) => adam({ weightDecay, learningRate: 6e-4, epochs: 40 })),
    ...[1e-3, 2e-3].map((weightDecay) => adam({ weightDecay, learningRate: 1e-3, epochs: 40 })),
  ],
};

function bayes(own: Partial<BayesHyperparameters>): BayesHyperparameters {
  return { rank: 16, burnIn: 60, sweeps: 240, chains: 1, ridge: 5, whoRatedWhat: true, embeddingLength: 64, ...own };
}

function adam(own: Partial<AdamHyperparameters>): AdamHyperparameters {
  return {
    ...{ tokenEmbeddingDim: 32, encDim: 32, comparatorList: ['hadamard', 'concat', 'abs_diff'] },
    ...{ mlpLayers: 1, mlpDim: 32, mlpActivation: 'tanh', miniBatchSize: 256, learningRate: 6e-4 },
    ...{ weightDecay: 2e-3, epochs: 20, earlyStoppingPatience: 4, earlyStoppingTolerance: 1e-4 },
    ...own,
  };
}
