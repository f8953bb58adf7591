import {
  type AdamHyperparameters,
  type BayesHyperparameters,
  defaultAdamHyperparameters,
  defaultBayesHyperparameters,
} from '@portico/object2vec';
import { CliError } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

/** A solver with every hyperparameter that it has, those left out with their defaults. */
export type SolverSettings =
  | { readonly solver: 'adam'; readonly hyperparameters: AdamHyperparameters }
  | { readonly solver: 'bayes'; readonly hyperparameters: BayesHyperparameters };

/** @throws CliError with exit code 2 for a name that the solver does not have. */
export function solverSettings(
  solver: SolverSettings['solver'],
  set: Readonly<Record<string, number>>,
): SolverSettings {
  return solver === 'adam'
    ? { solver, hyperparameters: withSettings(solver, defaultAdamHyperparameters, set) }
    : { solver, hyperparameters: withSettings(solver, defaultBayesHyperparameters, set) };
}

function withSettings<T extends object>(solver: string, defaults: T, set: Readonly<Record<string, number>>): T {
  const settings = { ...defaults };
  for (const [name, value] of Object.entries(set)) {
    if (typeof Object.getOwnPropertyDescriptor(defaults, name)?.value !== 'number') {
      const names = Object.entries(defaults).flatMap(([key, initial]) =>
        typeof initial === 'number' ? [`${key}=${initial}`] : [],
      );
      throw new CliError(`--set: ${solver} has no ${name}; it has ${names.join(', ')}.`, ExitCode.usage);
    }
    Object.assign(settings, { [name]: value });
  }
  return settings;
}
