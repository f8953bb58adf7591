import { spawnSync } from 'node:child_process';

export interface Question {
  readonly id: string;
  readonly template: string;
  readonly contextJson: string;
  readonly lists?: 'jsonarray';
}

export interface Answer {
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
}

/** Asks the real engine: one JSON object a line in, one out. `command` is run by the shell. */
export function askOracle(command: string, questions: readonly Question[]): Map<string, Answer> {
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const { stdout, stderr, status } = spawnSync('/bin/sh', ['-c', command], {
    input,
    maxBuffer: 2 ** 30,
    encoding: 'utf8',
  });
  const answers = new Map<string, Answer>();
  for (const line of stdout.split('\n')) {
    if (line === '') continue;
    const answer = JSON.parse(line) as Answer & { id: string };
    answers.set(answer.id, answer);
  }
  if (answers.size !== questions.length)
    throw new Error(
      `the oracle answered ${answers.size} of ${questions.length} (status ${status}): ${stderr.slice(0, 500)}`,
    );
  return answers;
}
