import { appendFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Dialect } from '../../packages/vtl/src/index.ts';
import {
  compileTemplate,
  JavaMap,
  parseJson,
  TemplateError,
  TemplateLimitError,
} from '../../packages/vtl/src/index.ts';
import { generateContext } from '../../packages/vtl/src/testing/generate-context.ts';
import { generateTemplate } from '../../packages/vtl/src/testing/generate-template.ts';
import { Random } from '../../packages/vtl/src/testing/random.ts';
import { excuse, isSame } from './differences.ts';
import type { Answer, Question } from './oracle.ts';
import { askOracle } from './oracle.ts';

const USAGE = `Compares Portico's templates with the real engine, on generated ones.

usage: bun tools/fuzz-vtl/fuzz-vtl.ts --oracle COMMAND [--dialect velocity|apigateway] [--count N] [--seed N] [--found FILE]

--oracle   a shell command that answers {id, template, contextJson, lists?} lines with {id, output} or {id, error, cause?} lines
--found    differences are appended here as JSON lines
Without --oracle the templates are only rendered: anything but a typed error fails.`;

const BATCH = 2000;

/** In front of an error that is no typed one: always a defect. */
const UNTYPED = 'untyped: ';

const { values } = parseArgs({
  options: {
    oracle: { type: 'string' },
    dialect: { type: 'string', default: 'velocity' },
    count: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    found: { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
} else {
  const dialect: Dialect = values.dialect === 'apigateway' ? 'apigateway' : 'velocity';
  const differences = run(dialect, Number(values.count), Number(values.seed));
  process.exitCode = differences === 0 ? 0 : 1;
}

function run(dialect: Dialect, count: number, seed: number): number {
  let differences = 0;
  let rendered = 0;
  const excused = new Map<string, number>();
  for (let done = 0; done < count; done += BATCH) {
    const random = new Random(seed * 1_000_003 + done);
    const questions = Array.from(
      { length: Math.min(BATCH, count - done) },
      (_, i): Question => ({
        id: `${seed}-${done + i}`,
        template: generateTemplate(random),
        contextJson: generateContext(random),
        ...(dialect === 'apigateway' && { lists: 'jsonarray' }),
      }),
    );
    const theirs = values.oracle === undefined ? undefined : askOracle(values.oracle, questions);
    for (const question of questions) {
      const ours = render(question, dialect);
      if (ours.output !== undefined) rendered++;
      const isUntyped = ours.error?.startsWith(UNTYPED) ?? false;
      const wanted = theirs?.get(question.id) ?? (isUntyped ? {} : ours);
      if (isSame(wanted, ours)) continue;
      const reason = excuse(wanted, ours, question);
      if (reason !== undefined) excused.set(reason, (excused.get(reason) ?? 0) + 1);
      else {
        differences++;
        report(question, wanted, ours);
      }
    }
    console.error(`${dialect}: ${done + questions.length} templates, ${rendered} rendered, ${differences} differences`);
  }
  console.log(
    `${dialect}, seed ${seed}: ${count} templates, ${rendered} rendered without an error, ${differences} differences`,
  );
  for (const [reason, times] of excused) console.log(`  not compared ${times} times: ${reason}`);
  return differences;
}

function render({ template, contextJson, lists }: Question, dialect: Dialect): Answer {
  const context = parseJson(contextJson, lists === undefined ? {} : { lists });
  try {
    return {
      output: compileTemplate(template, { dialect }).render(context instanceof JavaMap ? context : new JavaMap()),
    };
  } catch (error) {
    if (error instanceof TemplateLimitError) return { error: error.name };
    if (!(error instanceof TemplateError)) return { error: `${UNTYPED}${String(error)}` };
    return {
      error: error.name,
      ...(error.javaCause !== undefined && error.name === 'MethodInvocationException' && { cause: error.javaCause }),
    };
  }
}

function report(question: Question, theirs: Answer, ours: Answer): void {
  const { output, error, cause } = theirs;
  const found = { ...question, theirs: { output, error, cause }, ours };
  if (values.found !== undefined) appendFileSync(values.found, `${JSON.stringify(found)}\n`);
  else console.log(JSON.stringify(found));
}
