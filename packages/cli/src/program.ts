import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { checkCommand } from './commands/check-command.ts';
import { completionCommand } from './commands/completion-command.ts';
import { credentialsCommand } from './commands/credentials-command.ts';
import { importCommand } from './commands/import-command.ts';
import { lintCommand } from './commands/lint-command.ts';
import { renderCommand } from './commands/render-command.ts';
import { startCommand } from './commands/start-command.ts';
import { statusCommand } from './commands/status-command.ts';
import { testCommand } from './commands/test-command.ts';
import { trainCommand } from './commands/train-command.ts';
import { printError } from './terminal/print.ts';

/**
 * The command table. Help, completion and documentation are read from it. Commands load what they run only when they
 * run, so that `--help` answers at once.
 */
export function createProgram(): Command {
  const program = new Command('portico')
    .description('A REST API in front of machine-learning models, described as Amazon API Gateway describes one.')
    .version(readVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text) => printError(oneLine(text)) });
  for (const command of [
    startCommand(),
    importCommand(),
    credentialsCommand(),
    lintCommand(),
    trainCommand(),
    statusCommand(),
    renderCommand(),
    testCommand(),
    checkCommand(),
    completionCommand(() => program),
  ]) {
    program.addCommand(command.helpOption('-h, --help', 'print help').copyInheritedSettings(program));
  }
  for (const command of [program, ...program.commands]) command.exitOverride();
  return program;
}

function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '';
}

/** Commander writes `error: what` and, on a second line, `(Did you mean ...?)`. */
function oneLine(text: string): string {
  return text
    .replace(/^error: /, '')
    .trim()
    .replaceAll('\n', ' ');
}
