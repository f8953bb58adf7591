import { Argument, type Command, Option } from 'commander';
import { newCommand } from './new-command.ts';

export const CREDENTIALS_ACTIONS = ['create', 'list', 'delete'] as const;
export type CredentialsAction = (typeof CREDENTIALS_ACTIONS)[number];

/** The options of `portico credentials`, as commander names them. */
export interface CredentialsOptions {
  readonly dataDir: string;
  readonly json?: true;
}

/** `portico credentials ACTION`: root credentials in the data directory, also while a server uses it. */
export function credentialsCommand(): Command {
  return newCommand('credentials', 'make, list and delete root credentials of a server')
    .addArgument(new Argument('<action>', 'what to do').choices(CREDENTIALS_ACTIONS))
    .addArgument(new Argument('[access-key-id]', 'which to delete'))
    .addOption(new Option('--data-dir <dir>', "the server's data directory").env('PORTICO_HOME').default('.portico'))
    .addOption(new Option('--json', 'print the result as JSON'))
    .addHelpText(
      'after',
      `
A server needs them to listen on an address that others can reach; test / test is for loopback alone. A running server sees at once
what is made and deleted.

Examples:
  portico credentials create
  portico credentials list --json
  portico credentials delete AKIAIOSFODNN7EXAMPLE`,
    )
    .action(async (action: CredentialsAction, accessKeyId: string | undefined, options: CredentialsOptions) => {
      const { runCredentials } = await import('./run-credentials.ts');
      runCredentials(action, accessKeyId, options);
    });
}
