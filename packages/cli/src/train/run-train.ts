import { basename } from 'node:path';
import {
  type ModelCard,
  packModel,
  printCard,
  type Ratings,
  TrainingError,
  type TrainingResult,
  trainObject2Vec,
} from '@portico/object2vec';
import { CliError } from '../cli-error.ts';
import type { TrainOptions } from '../commands/train-command.ts';
import { ExitCode } from '../exit-code.ts';
import { printLine, styled } from '../terminal/print.ts';
import { followTraining } from './follow-training.ts';
import { type Interruption, watchInterruption } from './interruption.ts';
import { checkOutput, writeOutput } from './output-folder.ts';
import { readRatings } from './read-ratings.ts';
import { type SolverSettings, solverSettings } from './solver-settings.ts';

/** Trains a model and writes it; nothing is written before everything has succeeded. */
export async function runTrain(options: TrainOptions): Promise<void> {
  const settings = solverSettings(options.solver, options.set ?? {});
  await checkOutput(options.out);
  using interruption = watchInterruption();
  const ratings = await readRatings(options.ratings);
  const startedAt = performance.now();
  const result = await train(ratings, options, settings, interruption);
  const card = cardOf(options, ratings, settings, result, (performance.now() - startedAt) / 1000);
  interruption.check();
  await writeOutput(options.out, { 'card.json': printCard(card), 'model.tar.gz': packModel(result.model, card) });
  if (options.json === true) process.stdout.write(printCard(card));
  else printSummary(card, options.out);
}

async function train(
  ratings: Ratings,
  { seed, holdOut }: TrainOptions,
  settings: SolverSettings,
  interruption: Interruption,
): Promise<TrainingResult> {
  let exitCode: ExitCode = ExitCode.usage; // what is refused before the first step is a wrong setting
  try {
    const training = trainObject2Vec({ ...settings, ratings, seed, holdOut });
    exitCode = ExitCode.failed;
    return await followTraining(training, interruption);
  } catch (thrown) {
    if (thrown instanceof TrainingError) throw new CliError(`cannot train: ${thrown.message}.`, exitCode);
    throw thrown;
  }
}

function cardOf(
  options: TrainOptions,
  ratings: Ratings,
  { solver, hyperparameters }: SolverSettings,
  { metrics, step }: TrainingResult,
  seconds: number,
): ModelCard {
  const file = basename(options.ratings);
  return {
    formatVersion: 1,
    name: options.name ?? file.replace(/\.[^.]*$/, ''),
    description: `Object2Vec on ${file}: the rating that a user would give an item.`,
    data: {
      source: file,
      licence: 'not stated: what the owner of the ratings allows holds for the model too',
      users: new Set(ratings.users).size,
      items: new Set(ratings.items).size,
      ratings: ratings.values.length,
    },
    split:
      options.holdOut === 0
        ? 'all ratings are trained on'
        : `a share of ${options.holdOut} of the ratings, drawn at random with the seed, is held out`,
    protocol: `the model is that of step ${step}`,
    solver,
    seeds: [options.seed],
    hyperparameters: { ...hyperparameters },
    errors: { train: metrics.train, ...(metrics.holdOut === undefined ? {} : { holdOut: metrics.holdOut }) },
    seconds: Math.round(seconds * 100) / 100,
  };
}

function printSummary({ data, errors, seconds }: ModelCard, out: string): void {
  printLine(
    `${styled('green', 'Trained')} on ${data.ratings} ratings of ${data.items} items by ${data.users} users in ${seconds} s.`,
  );
  for (const [name, { count, rmse, mae }] of Object.entries(errors)) {
    printLine(`  ${name.padEnd(8)} RMSE ${rmse.toFixed(4)}  MAE ${mae.toFixed(4)}  (${count} ratings)`);
  }
  printLine(`Written: model.tar.gz and card.json in ${out}. Serve it: portico start --model ${out}`);
}
