import type { Argument, Command, Option } from 'commander';

/** What a value may be completed with: file names, folder names, one of a few words, or nothing known. */
export type ValueHint =
  | { readonly kind: 'file' | 'folder' | 'text' }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface CompletedOption {
  /** `--port`, and `-h` where there is a short form. */
  readonly names: readonly string[];
  readonly description: string;
  /** Undefined for a flag without a value. */
  readonly value: ValueHint | undefined;
}

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** Of the first positional argument. */
  readonly argument: ValueHint | undefined;
}

/** The program first, under its own name, then each command. */
export type CommandTable = readonly [CompletedCommand, ...CompletedCommand[]];

export function readCommandTable(program: Command): CommandTable {
  return [readCommand(program), ...program.commands.map(readCommand)];
}

function readCommand(command: Command): CompletedCommand {
  const [argument] = command.registeredArguments;
  return {
    name: command.name(),
    description: command.description(),
    options: command.createHelp().visibleOptions(command).map(readOption),
    argument: argument === undefined ? undefined : hint(argument.argChoices, argument.name()),
  };
}

function readOption(option: Option): CompletedOption {
  return {
    names: [option.long, option.short].filter((name) => name !== undefined && name !== null),
    description: option.description,
    value: option.required || option.optional ? hint(option.argChoices, option.flags) : undefined,
  };
}

/** By the placeholder's name: `<file>` takes a file, `<dir>` a folder. */
function hint(choices: Argument['argChoices'], placeholder: string): ValueHint {
  if (choices !== undefined) return { kind: 'words', words: choices };
  if (/file/i.test(placeholder)) return { kind: 'file' };
  return { kind: /dir/i.test(placeholder) ? 'folder' : 'text' };
}
