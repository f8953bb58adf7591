/**
 * Quality of both solvers on MovieLens 100K (F. Maxwell Harper and Joseph A. Konstan. 2015. The MovieLens Datasets:
 * History and Context. ACM TiiS 5(4), Article 19), by one fixed protocol: settings are chosen on ratings held out of the
 * base file (`--choose`), then each seed trains on the whole base file and is measured once on the test file.
 *
 *     bun bench/train/main.ts --data FOLDER [--choose] [--only adam|bayes] [--split ua|ub|u1] [--seeds 1,2] [--out FOLDER]
 *
 * The data may not be redistributed: neither the files nor models trained on them belong into the repository.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  compileObject2Vec,
  evaluate,
  finishTraining,
  type ModelCard,
  packModel,
  printCard,
  type RatingErrors,
  type TrainingOptions,
  type TrainingResult,
  trainObject2Vec,
} from '@portico/object2vec';
import { choose } from './choose.ts';
import { itemFeatures, loadBase, loadTest, type SplitName, userFeatures, vocabSizes } from './movielens.ts';
import { chosen } from './settings.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    only: { type: 'string' },
    split: { type: 'string' },
    seeds: { type: 'string' },
    choose: { type: 'boolean', default: false },
  },
});
if (flags.data === undefined) {
  console.error('--data FOLDER is missing: the folder of MovieLens 100K (u.user, u.item, ua.base, ...)');
  process.exit(2);
}
const folder = flags.data;
const givenSeeds = flags.seeds?.split(',').map(Number);
const seeds = { adam: givenSeeds ?? [1, 2, 3, 4, 5], bayes: givenSeeds ?? [1, 2, 3] };
if (flags.choose) choose(folder);
else run();

function run(): void {
  console.log(
    '| solver | split | seed | test RMSE | test MSE | train RMSE | seconds |\n| --- | --- | --- | --- | --- | --- | --- |',
  );
  const features = { users: userFeatures(folder), items: itemFeatures(folder) };
  for (const split of ['ua', 'ub', 'u1'] as const) {
    if (flags.only === 'adam' || (flags.split ?? split) !== split) continue;
    const hyperparameters = chosen.bayes[split];
    measure(split, seeds.bayes, (seed) => ({
      ...{ solver: 'bayes' as const, ratings: loadBase(folder, split), vocabSizes, seed, holdOut: 0 },
      ...{ hyperparameters, features },
    }));
  }
  if (flags.only === 'bayes' || (flags.split ?? 'ua') !== 'ua') return;
  measure('ua', seeds.adam, (seed) => ({
    ...{ solver: 'adam' as const, ratings: loadBase(folder, 'ua'), vocabSizes, seed, holdOut: 0 },
    hyperparameters: chosen.adam,
  }));
}

function measure(split: SplitName, ownSeeds: readonly number[], options: (seed: number) => TrainingOptions): void {
  const rows: RatingErrors[] = [];
  let solver = '';
  for (const seed of ownSeeds) {
    const started = performance.now();
    const settings = options(seed);
    const trained = finishTraining(trainObject2Vec(settings));
    const seconds = Math.round((performance.now() - started) / 1000);
    const test = evaluate(compileObject2Vec(trained.model), loadTest(folder, split));
    solver = settings.solver;
    rows.push(test);
    const train = trained.metrics.train.rmse.toFixed(4);
    console.log(
      `| ${solver} | ${split} | ${seed} | ${test.rmse.toFixed(4)} | ${test.mse.toFixed(4)} | ${train} | ${seconds} |`,
    );
    if (flags.out !== undefined) write(flags.out, split, settings, trained, test, seconds);
  }
  const mean = (of: (row: RatingErrors) => number): string =>
    (rows.reduce((sum, row) => sum + of(row), 0) / rows.length).toFixed(4);
  console.log(
    `| **${solver}** | **${split}** | mean of ${rows.length} | **${mean(({ rmse }) => rmse)}** | **${mean(({ mse }) => mse)}** | | |`,
  );
}

/** FOLDER/ua-bayes-1/model.tar.gz and card.json: what a server can be started with. */
function write(
  out: string,
  split: SplitName,
  { solver, seed, ratings, hyperparameters }: TrainingOptions,
  { model, metrics }: TrainingResult,
  test: RatingErrors,
  seconds: number,
): void {
  const card: ModelCard = {
    formatVersion: 1,
    name: `movielens-100k-${split}-${solver}`,
    description:
      'Predicts the rating, 1 to 5 stars, that a user gives a film. in0 is the user (1 to 943), in1 the film (1 to 1682).',
    data: {
      source: `MovieLens 100K, ${split}.base`,
      licence:
        'research use only, no redistribution without permission, no commercial use: see the README of the data set. Harper and Konstan 2015, doi:10.1145/2827872',
      users: 943,
      items: 1682,
      ratings: ratings.values.length,
    },
    split: `trained on all of ${split}.base, measured on ${split}.test`,
    protocol: `settings chosen on ratings held out of base files (bench/RESULTS.md has the record); this training read ${split}.test once, at its end`,
    solver,
    seeds: [seed],
    hyperparameters: { ...hyperparameters },
    errors: { train: metrics.train, test },
    seconds,
  };
  const folderOfModel = join(out, `${split}-${solver}-${seed}`);
  mkdirSync(folderOfModel, { recursive: true });
  writeFileSync(join(folderOfModel, 'model.tar.gz'), packModel(model, card));
  writeFileSync(join(folderOfModel, 'card.json'), printCard(card));
}
