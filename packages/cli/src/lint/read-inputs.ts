import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CliError, codeOf, messageOf } from '../cli-error.ts';
import { ExitCode } from '../exit-code.ts';

/** A file to be linted. */
export interface LintInput {
  readonly file: string;
  readonly text: string;
  readonly kind: 'template' | 'document';
}

const MAX_FILES = 10_000;
const MAX_DEPTH = 8;

/** The files that arguments name: files as they are, folders with all templates and CloudFormation templates in them. Throws CliError. */
export async function readInputs(args: readonly string[]): Promise<readonly LintInput[]> {
  const inputs: LintInput[] = [];
  for (const argument of args) {
    const files = await filesOf(argument);
    for (const file of files)
      inputs.push({ file, text: await readText(file), kind: TEMPLATE.test(file) ? 'template' : 'document' });
  }
  return inputs;
}

const TEMPLATE = /\.(?:vtl|vm)$/i;
const IN_FOLDERS = /\.(?:vtl|vm|template\.json)$/i;

async function filesOf(argument: string): Promise<readonly string[]> {
  let isFolder: boolean;
  try {
    isFolder = (await stat(argument)).isDirectory();
  } catch (thrown) {
    throw unreadable(argument, thrown);
  }
  if (!isFolder) return [argument];
  const files: string[] = [];
  await collect(argument, files, 0);
  if (files.length === 0)
    throw new CliError(`${argument} has no .vtl and no *.template.json files (run cdk synth first?)`, ExitCode.usage);
  return files.sort();
}

async function collect(folder: string, files: string[], depth: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || files.length >= MAX_FILES) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < MAX_DEPTH) await collect(path, files, depth + 1);
    else if (entry.isFile() && IN_FOLDERS.test(entry.name)) files.push(path);
  }
}

async function readText(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\ufeff/, '');
  } catch (thrown) {
    throw unreadable(file, thrown);
  }
}

function unreadable(file: string, thrown: unknown): CliError {
  return new CliError(
    codeOf(thrown) === 'ENOENT' ? `there is no file ${file}` : `${file} cannot be read: ${messageOf(thrown)}`,
    ExitCode.usage,
  );
}
