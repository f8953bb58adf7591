import { CommanderError } from 'commander';
import { CliError, codeOf, messageOf } from './cli-error.ts';
import { ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { printError } from './terminal/print.ts';

/**
 * Runs one command line (without the program's own name) to its end.
 * @returns the exit code; every failure has been printed as one line on stderr
 */
export async function runCli(args: readonly string[]): Promise<number> {
  try {
    await createProgram().parseAsync([...args], { from: 'user' });
    return ExitCode.ok;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? ExitCode.ok : ExitCode.usage;
    if (thrown instanceof CliError) {
      if (thrown.message !== '') printError(thrown.message);
      return thrown.exitCode;
    }
    printError(codeOf(thrown) === undefined ? `unexpected failure: ${stackOf(thrown)}` : messageOf(thrown));
    return ExitCode.failed;
  }
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.stack !== undefined ? thrown.stack : messageOf(thrown);
}
