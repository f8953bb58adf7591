import { type Command, InvalidArgumentError, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico train`, as commander names them. */
export interface TrainOptions {
  readonly ratings: string;
  readonly out: string;
  readonly solver: 'adam' | 'bayes';
  readonly seed: number;
  readonly holdOut: number;
  readonly name?: string;
  readonly set?: Readonly<Record<string, number>>;
  readonly json?: true;
}

/** `portico train`: an Object2Vec model from ratings, ready to be served. */
export function trainCommand(): Command {
  return newCommand('train', 'train an Object2Vec model on ratings')
    .addOption(
      new Option(
        '--ratings <file>',
        'one rating a line: user, item, rating[, time] by tabs, or JSON Lines',
      ).makeOptionMandatory(),
    )
    .addOption(new Option('--out <dir>', 'where model.tar.gz and card.json go').makeOptionMandatory())
    .addOption(
      new Option('--solver <name>', 'bayes is more accurate, adam trains the network directly')
        .choices(['adam', 'bayes'])
        .default('bayes'),
    )
    .addOption(
      new Option('--seed <n>', 'the same seed and ratings give the same model').argParser(parseSeed).default(1),
    )
    .addOption(
      new Option('--hold-out <share>', 'share of the ratings that is measured on, not trained on')
        .argParser(parseShare)
        .default(0.1),
    )
    .addOption(new Option('--set <name=number>', 'a hyperparameter of the solver (repeatable)').argParser(addSetting))
    .addOption(new Option('--name <text>', "the model's name in its card (default: the file's name)"))
    .addOption(new Option('--json', 'print the card as JSON'))
    .addHelpText(
      'after',
      `
Examples:
  portico train --ratings ratings.tsv --out model
  portico start --model model`,
    )
    .action(async (options: TrainOptions) => {
      const { runTrain } = await import('../train/run-train.ts');
      await runTrain(options);
    });
}

function parseSeed(text: string): number {
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 32) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 0 to 4294967295.');
}

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 0.5) return share;
  throw new InvalidArgumentError('Give a number from 0 to 0.5.');
}

function addSetting(text: string, previous: Readonly<Record<string, number>> | undefined): Record<string, number> {
  const [, name = '', value = ''] = /^(\w+)=(\S+)$/.exec(text) ?? [];
  if (!Number.isFinite(Number(value)) || value === '')
    throw new InvalidArgumentError('Give NAME=NUMBER, such as sweeps=100.');
  return Object.fromEntries([...Object.entries(previous ?? {}), [name, Number(value)]]);
}
