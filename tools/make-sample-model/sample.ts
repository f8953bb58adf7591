import {
  evaluate,
  type GeneratedRatings,
  generateRatings,
  holdOutShare,
  type ModelCard,
  type Predictor,
  type Ratings,
  type SplitRatings,
  seededRandom,
} from '@portico/object2vec';

/** What the sample model is made of; the same numbers give the same model. */
export const sample = {
  dataSeed: 7,
  trainingSeed: 1,
  holdOut: 0.1,
  hyperparameters: { rank: 12, burnIn: 60, sweeps: 240, chains: 1, ridge: 5, whoRatedWhat: false, embeddingLength: 16 },
} as const;

/** Where the files that the server ships are, relative to this module. */
export const sampleFolder: URL = new URL('../../packages/server/sample/movie-ratings/', import.meta.url);

export interface SampleData extends SplitRatings {
  readonly generated: GeneratedRatings;
}

export function sampleData(): SampleData {
  const generated = generateRatings(sample.dataSeed);
  return { generated, ...holdOutShare(generated.ratings, sample.holdOut, seededRandom(sample.trainingSeed)) };
}

/** Every number of the card that can be computed again from the model and the seeds. */
export function measure(
  predictor: Predictor,
  data: SampleData,
): Pick<ModelCard, 'errors'> & Required<Pick<ModelCard, 'truth'>> {
  const { generated, train, heldOut } = data;
  const [users, items] = [predictor.model.encoders[0].vocabSize, predictor.model.encoders[1].vocabSize];
  const pairs = (users - 1) * (items - 1);
  const everyPair: Ratings = truths(generated, {
    users: Int32Array.from({ length: pairs }, (_, n) => 1 + Math.floor(n / (items - 1))),
    items: Int32Array.from({ length: pairs }, (_, n) => 1 + (n % (items - 1))),
    values: new Float32Array(pairs),
  });
  const heldOutTruth = truths(generated, heldOut);
  const noise = heldOut.values.reduce(
    (sum, value, n) => sum + (value - (heldOutTruth.values[n] ?? Number.NaN)) ** 2,
    0,
  );
  return {
    errors: { train: rounded(evaluate(predictor, train)), holdOut: rounded(evaluate(predictor, heldOut)) },
    truth: rounded({
      holdOutRmse: evaluate(predictor, heldOutTruth).rmse,
      allPairsRmse: evaluate(predictor, everyPair).rmse,
      holdOutNoiseFloorRmse: Math.sqrt(noise / heldOut.values.length),
    }),
  };
}

function truths({ truth }: GeneratedRatings, { users, items }: Ratings): Ratings {
  return { users, items, values: Float32Array.from(users, (user, n) => truth(user, items[n] ?? Number.NaN)) };
}

/** To six decimals, more than any platform's mathematical functions differ by. */
function rounded<Numbers extends object>(numbers: Numbers): Numbers {
  return JSON.parse(
    JSON.stringify(numbers, (_, value) => (typeof value === 'number' ? Number(value.toFixed(6)) : value)),
  );
}
