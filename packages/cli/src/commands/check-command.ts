import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { newCommand } from './new-command.ts';

/** The options of `portico check`, as commander names them. */
export interface CheckOptions {
  readonly schema: string;
  readonly querySchema?: string;
  readonly pathSchema?: string;
  readonly outputSchema?: string;
  readonly phase: 'request' | 'response';
  readonly runs: number;
  readonly seed?: number;
  readonly json?: true;
}

/** `portico check T.vtl --schema in.json`: a property-based check of a template. */
export function checkCommand(): Command {
  return newCommand('check', 'look for a valid input that a template turns into broken JSON')
    .addArgument(new Argument('<file>', 'the template'))
    .addOption(
      new Option(
        '--schema <file>',
        "JSON Schema of the body: the request's, or the backend's answer",
      ).makeOptionMandatory(),
    )
    .addOption(new Option('--query-schema <file>', 'JSON Schema of an object of the query parameters'))
    .addOption(new Option('--path-schema <file>', 'JSON Schema of an object of the path parameters'))
    .addOption(new Option('--output-schema <file>', 'JSON Schema that the output must fit'))
    .addOption(
      new Option('--phase <phase>', 'whose body the schema describes')
        .choices(['request', 'response'])
        .default('request'),
    )
    .addOption(new Option('--runs <n>', 'inputs to try').argParser(parseRuns).default(1000))
    .addOption(
      new Option('--seed <n>', 'the same seed tries the same inputs (default: a new one)').argParser(parseSeed),
    )
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText(
      'after',
      `
Exit codes: 0 no counterexample found, 1 found one, 2 a file cannot be read or used.

Examples:
  portico check request.vtl --schema order.json
  portico check response.vtl --schema answer.json --phase response --output-schema result.json --runs 20000`,
    )
    .action(async (file: string, options: CheckOptions) => {
      const { runCheck } = await import('../check/run-check.ts');
      await runCheck(file, options);
    });
}

function parseRuns(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Give a whole number from 1 to 9999999.');
}

function parseSeed(text: string): number {
  if (/^-?\d{1,10}$/.test(text) && Number(text) === (Number(text) | 0)) return Number(text);
  throw new InvalidArgumentError('Give a whole number of 32 bits.');
}
