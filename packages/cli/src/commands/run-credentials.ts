import { deleteCredentials, listCredentials, type MadeCredentials, makeCredentials } from '@portico/server';
import { CliError, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';
import { printLine, styled } from '../terminal/print.ts';
import type { CredentialsAction, CredentialsOptions } from './credentials-command.ts';

/** @throws CliError with exit code 2 when an id is missing, not wanted or unknown, or the data directory cannot be used */
export function runCredentials(
  action: CredentialsAction,
  accessKeyId: string | undefined,
  { dataDir, json }: CredentialsOptions,
): void {
  if ((action === 'delete') !== (accessKeyId !== undefined)) {
    throw new CliError(
      action === 'delete' ? 'name the access key id to delete.' : `${action} takes no access key id.`,
      ExitCode.usage,
    );
  }
  switch (action) {
    case 'create':
      printMade(
        attempt(() => makeCredentials(dataDir)),
        json === true,
      );
      break;
    case 'list':
      printList(
        attempt(() => listCredentials(dataDir)),
        json === true,
      );
      break;
    case 'delete':
      if (!attempt(() => deleteCredentials(dataDir, accessKeyId ?? ''))) {
        throw new CliError(`${dataDir} has no credentials ${accessKeyId}.`, ExitCode.usage);
      }
      printLine(json === true ? JSON.stringify({ deleted: accessKeyId }) : `Deleted ${accessKeyId}.`);
      break;
    default:
      action satisfies never;
  }
}

function attempt<T>(run: () => T): T {
  try {
    return run();
  } catch (thrown) {
    throw new CliError(messageOf(thrown), ExitCode.usage);
  }
}

/** In the form that shells and the AWS tools take; the only time that the secret is printed. */
function printMade(made: MadeCredentials, json: boolean): void {
  if (json) {
    printLine(JSON.stringify(made, null, 2));
    return;
  }
  printLine(`${styled('green', 'Made')} root credentials. The secret is shown this once.`);
  printLine(`export AWS_ACCESS_KEY_ID=${made.accessKeyId}`);
  printLine(`export AWS_SECRET_ACCESS_KEY=${made.secretAccessKey}`);
}

function printList(made: readonly MadeCredentials[], json: boolean): void {
  const shown = made.map(({ accessKeyId, created }) => ({ accessKeyId, created }));
  if (json) {
    printLine(JSON.stringify(shown, null, 2));
    return;
  }
  if (shown.length === 0) printLine('None. Make some with: portico credentials create');
  for (const { accessKeyId, created } of shown) printLine(`${accessKeyId}  ${created}`);
}
