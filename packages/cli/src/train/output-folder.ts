import { existsSync } from 'node:fs';
import { access, constants, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CliError, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

/** Finds out, before the work begins and without leaving a trace, whether files can be written to a folder that may not be there yet. */
export async function checkOutput(folder: string): Promise<void> {
  let existing = resolve(folder);
  while (!existsSync(existing)) existing = dirname(existing);
  try {
    if (!(await stat(existing)).isDirectory()) throw new Error(`${existing} is a file`);
    await access(existing, constants.W_OK);
  } catch (thrown) {
    throw new CliError(`--out: cannot write to ${folder}: ${messageOf(thrown)}.`, ExitCode.usage);
  }
}

/** Writes all files under other names first, then moves them into place: a reader never sees half a file. */
export async function writeOutput(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  const moves = Object.keys(files).map((name) => ({
    name,
    from: join(folder, `.${name}.${process.pid}`),
    to: join(folder, name),
  }));
  try {
    await mkdir(folder, { recursive: true });
    for (const { name, from } of moves) await writeFile(from, files[name] ?? '');
    for (const { from, to } of moves) await rename(from, to);
  } catch (thrown) {
    for (const { from } of moves) await rm(from, { force: true });
    throw new CliError(`cannot write to ${folder}: ${messageOf(thrown)}.`);
  }
}
