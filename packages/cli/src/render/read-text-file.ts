import { readFileSync } from 'node:fs';
import { CliError, codeOf, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

/** The text of a file that the user has named. A byte order mark is not part of it. */
export function readTextFile(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (thrown) {
    throw new CliError(`cannot read ${file}: ${reasonOf(thrown)}.`, ExitCode.usage);
  }
}

function reasonOf(thrown: unknown): string {
  switch (codeOf(thrown)) {
    case 'ENOENT':
      return 'there is no such file';
    case 'EISDIR':
      return 'it is a folder';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'it is not UTF-8 text';
    default:
      return messageOf(thrown);
  }
}
