import { readdirSync, statSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { CliError, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

export const TEST_FILE: RegExp = /\.portico-test\.ya?ml$/;
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** The test files among the paths: files as they are named, folders with all that is below them. In the order of their names. */
export function findTestFiles(paths: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) throw new CliError(`there is no ${path}.`, ExitCode.usage);
    if (stats.isDirectory()) for (const file of filesBelow(path)) found.add(file);
    else found.add(normalize(path));
  }
  return [...found].sort();
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : filesBelow(path);
      return entry.isFile() && TEST_FILE.test(entry.name) ? [path] : [];
    });
  } catch (thrown) {
    throw new CliError(`cannot look into ${folder}: ${messageOf(thrown)}.`, ExitCode.usage);
  }
}
