/**
 * Makes the model and the films that the server ships (packages/server/sample/movie-ratings), from seeds alone:
 *
 *     bun tools/make-sample-model/main.ts
 *
 * A run that arrives at the model that is there already leaves the files as they are.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import {
  compileObject2Vec,
  type ModelCard,
  packModel,
  printCard,
  type TrainingResult,
  trainObject2Vec,
  unpackModel,
  writeOnnx,
} from '@portico/object2vec';
import { measure, sample, sampleData, sampleFolder } from './sample.ts';

const started = performance.now();
const data = sampleData();
const { generated } = data;
const { model } = train();
const seconds = Math.round((performance.now() - started) / 100) / 10;

const card: ModelCard = {
  formatVersion: 1,
  name: 'movie-ratings',
  description:
    'Predicts the rating, 1 to 5 stars, that a user gives a film. in0 is the user (1 to 943), in1 the film (1 to 1682).',
  data: {
    source: `synthetic ratings of invented films, made by generateRatings(${sample.dataSeed}) of @portico/object2vec`,
    licence: 'Apache-2.0, as the rest of this project; no real person, film or rating is in it',
    users: 943,
    items: 1682,
    ratings: generated.ratings.values.length,
  },
  split: `${100 * sample.holdOut} % of the ratings held out at random (seed ${sample.trainingSeed}) and never trained on`,
  protocol: 'settings fixed beforehand; the hold-out only measures, it stops and chooses nothing',
  solver: 'bayes',
  seeds: [sample.trainingSeed],
  hyperparameters: sample.hyperparameters,
  ...measure(compileObject2Vec(model), data),
  seconds,
};

if (sameAsShipped()) console.log('The model is the one that is there already; nothing was written.');
else write();
console.log(printCard(card));

function train(): TrainingResult {
  const { holdOut, trainingSeed: seed, hyperparameters } = sample;
  const training = trainObject2Vec({ solver: 'bayes', ratings: generated.ratings, seed, holdOut, hyperparameters });
  for (;;) {
    const { done, value } = training.next();
    if (done) return value;
    if (value.step % 30 === 0)
      console.log(`${value.step}/${value.steps} hold-out RMSE ${value.holdOutRmse?.toFixed(4) ?? '-'}`);
  }
}

function sameAsShipped(): boolean {
  try {
    const shipped = unpackModel(readFileSync(new URL('model.tar.gz', sampleFolder)));
    return Buffer.compare(writeOnnx(shipped.model), writeOnnx(model)) === 0;
  } catch {
    return false;
  }
}

function write(): void {
  mkdirSync(sampleFolder, { recursive: true });
  const films = generated.films.map((film) => JSON.stringify(film));
  writeFileSync(new URL('model.tar.gz', sampleFolder), packModel(model, card));
  writeFileSync(new URL('card.json', sampleFolder), printCard(card));
  writeFileSync(new URL('movies.json', sampleFolder), `[\n${films.join(',\n')}\n]\n`);
}
