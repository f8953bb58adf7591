import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Answer, Question } from '../fuzz-vtl/oracle.ts';
import { askOracle } from '../fuzz-vtl/oracle.ts';

const USAGE = `Records what other engines make of the templates of conformance/vtl-differences.

usage: bun tools/record-differences/main.ts --engine NAME=COMMAND ...

COMMAND is run by the shell; it answers {id, template, contextJson, lists} lines with {id, output} or {id, error} lines, as tools/fuzz-vtl's oracle does.
The names are velocity, apigateway (arrays print as JSON there) and amplify. velocityjs is asked by the test of the page.`;

const FILE = join(import.meta.dirname, '../../conformance/vtl-differences/cases.json');

interface DifferenceCase {
  readonly id: string;
  readonly template: string;
  readonly answers?: Readonly<Record<string, Omit<Answer, 'cause'>>>;
}

interface CaseFile {
  readonly context: string;
  readonly cases: readonly DifferenceCase[];
}

const { values } = parseArgs({ options: { engine: { type: 'string', multiple: true }, help: { type: 'boolean' } } });
const engines = values.engine ?? [];

if (values.help === true || engines.length === 0) console.log(USAGE);
else for (const engine of engines) record(engine);

function record(engine: string): void {
  const [, name, command] = /^(\w+)=(.+)$/.exec(engine) ?? [];
  if (name === undefined || command === undefined) throw new Error(`--engine takes NAME=COMMAND, not ${engine}`);
  const { context, cases } = JSON.parse(readFileSync(FILE, 'utf8')) as CaseFile;
  const questions = cases.map(
    ({ id, template }): Question => ({
      id,
      template,
      contextJson: context,
      ...(name === 'apigateway' && { lists: 'jsonarray' }),
    }),
  );
  const answers = askOracle(command, questions);
  const recorded = cases.map((one) => {
    const { output, error } = answers.get(one.id) ?? {};
    if (output === undefined && error === undefined) throw new Error(`${name} did not answer ${one.id}`);
    return { ...one, answers: { ...one.answers, [name]: output === undefined ? { error } : { output } } };
  });
  const lines = recorded.map((one) => `    ${JSON.stringify(one)}`).join(',\n');
  writeFileSync(FILE, `{\n  "context": ${JSON.stringify(context)},\n  "cases": [\n${lines}\n  ]\n}\n`);
  console.log(`${name}: ${recorded.length} answers`);
}
