import { createReadStream } from 'node:fs';
import { DataFormatError, type Ratings, ratingsParser } from '@portico/object2vec';
import { CliError, codeOf, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';
import { printable } from '../terminal/print.ts';

/** Reads a file of ratings of any size. A row that cannot be used is named by file, line and reason. */
export async function readRatings(file: string): Promise<Ratings> {
  const parser = ratingsParser();
  try {
    for await (const piece of createReadStream(file, 'utf8')) parser.push(String(piece));
    return parser.finish();
  } catch (thrown) {
    if (thrown instanceof DataFormatError) throw new CliError(printable(`${file}:${thrown.line}: ${thrown.reason}.`));
    const reason = codeOf(thrown) === 'ENOENT' ? 'there is no such file' : messageOf(thrown);
    throw new CliError(`cannot read ${file}: ${reason}.`, ExitCode.usage);
  }
}
