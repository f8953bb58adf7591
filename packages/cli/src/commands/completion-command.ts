import { Argument, type Command } from 'commander';
import { bashCompletion } from '../completion/bash.ts';
import { readCommandTable } from '../completion/command-table.ts';
import { fishCompletion } from '../completion/fish.ts';
import { zshCompletion } from '../completion/zsh.ts';
import { newCommand } from './new-command.ts';

const SHELLS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion };

/** `portico completion SHELL`. The program is asked for when the command runs, because it holds this command too. */
export function completionCommand(program: () => Command): Command {
  return newCommand('completion', 'print a script that completes commands and flags in your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(Object.keys(SHELLS)))
    .addHelpText(
      'after',
      `
Examples:
  bash  source <(portico completion bash)
  zsh   source <(portico completion zsh)
  fish  portico completion fish | source`,
    )
    .action((shell: keyof typeof SHELLS) => {
      process.stdout.write(SHELLS[shell](readCommandTable(program())));
    });
}
