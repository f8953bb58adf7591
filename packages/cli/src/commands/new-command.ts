import { Command } from 'commander';

export function newCommand(name: string, description: string): Command {
  return new Command(name).description(description).allowExcessArguments(false);
}
