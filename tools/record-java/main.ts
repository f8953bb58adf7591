import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Asks a real Java (11 or newer, with its compiler) what the cases of conformance/java should answer, and writes that into them:
 * `bun tools/record-java/main.ts`. A new case needs its input only. Java's answers are the expectation, so the diff is to be read, not the files.
 */
const FOLDER = join(import.meta.dirname, '../../conformance/java');

type Case = Readonly<Record<string, unknown>>;

/** For each file, what of a case is asked; the rest of the case is the answer. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  regex: ['pattern', 'text'],
  replace: ['text', 'pattern', 'replacement'],
  split: ['text', 'pattern', 'limit'],
  double: ['digits'],
  float: ['digits'],
  'hash-order': ['keys'],
};

for (const [kind, inputs] of Object.entries(QUESTIONS)) {
  const file = join(FOLDER, `${kind}.json`);
  const cases = JSON.parse(readFileSync(file, 'utf8')) as Case[];
  const questions = cases.map((one) => Object.fromEntries(inputs.map((name) => [name, one[name]])));
  const answers = askJava(kind, questions);
  const recorded = questions.map((question, at) => JSON.stringify({ ...question, ...answers[at] }));
  writeFileSync(file, `[\n${recorded.map((line) => `  ${line}`).join(',\n')}\n]\n`);
  console.log(`${kind}: ${cases.length} cases`);
}

function askJava(kind: string, questions: readonly Case[]): Case[] {
  const lines = questions.map((question) => {
    const fields = Object.values(question)
      .flat()
      .map((field) => Buffer.from(String(field)).toString('base64'));
    return [kind, ...fields].join(' ');
  });
  const program = join(import.meta.dirname, 'Record.java');
  const { stdout, stderr, error } = spawnSync('java', [program], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  if (error !== undefined) throw error;
  const answers = stdout.split('\n').filter((line) => line !== '');
  if (answers.length !== questions.length)
    throw new Error(`Java answered ${answers.length} of ${questions.length}: ${stderr}`);
  return answers.map((line) => JSON.parse(line) as Case);
}
