/**
 * JSONPath libraries side by side, interleaved in one process: `bun bench/jsonpath/main.ts [--rounds 31] [--millis 15]`
 * (or `node bench/jsonpath/main.ts`, Node 24). Prints a Markdown table: median operations a second, and how many times as many that is as
 * another side did in the same round (median, and the middle half of the rounds).
 */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { compilePath } from '@portico/jsonpath';
import { parseJson, printJson, type Value } from '@portico/values';
import { jsonpath as jsonP3 } from 'json-p3';
import { JSONPath } from 'jsonpath-plus';

const { values: options } = parseArgs({
  options: { rounds: { type: 'string', default: '31' }, millis: { type: 'string', default: '15' } },
});
const rounds = Number(options.rounds);
const millis = Number(options.millis);

interface Side {
  readonly name: string;
  /** Reads once; the result as JSON text is compared between the sides before anything is measured. */
  readonly read: () => unknown;
  readonly json: (result: unknown) => string;
}

const PATHS = [
  '$.predictions',
  '$.predictions[0].scores[0]',
  '$.predictions[*].scores[0]',
  '$..scores',
  '$.predictions[?(@.id > 5)].id',
  "$.predictions[?(@.kind == 'film')].id",
];

function prediction(id: number): { id: number; kind: string; scores: number[] } {
  return { id, kind: id % 2 === 0 ? 'film' : 'series', scores: [id / 7 + 0.5] };
}

/** The other libraries answer a list of nodes where this one gives the bare value of a definite path. */
function sidesOf(path: string, text: string): readonly Side[] {
  const plain: unknown = JSON.parse(text);
  const document: Value = parseJson(text, { lists: 'json' });
  const ours = compilePath(path);
  const theirs = jsonP3.compile(path);
  const list = (result: unknown): string => JSON.stringify(ours.definite ? (result as unknown[])[0] : result);
  return [
    { name: 'Portico, plain JSON', read: () => ours.read(plain), json: (result) => JSON.stringify(result) },
    {
      name: 'Portico, value model',
      read: () => ours.readValue(document),
      json: (result) => JSON.stringify(JSON.parse(printJson(result as Value))),
    },
    { name: 'json-p3', read: () => theirs.query(plain as never).values(), json: list },
    { name: 'jsonpath-plus', read: () => JSONPath({ path, json: plain as object, wrap: true }) as unknown, json: list },
  ];
}

function checkSame(path: string, sides: readonly Side[]): void {
  const answers = sides.map((side) => side.json(side.read()));
  if (new Set(answers).size !== 1) throw new Error(`${path}: different answers\n${answers.join('\n')}`);
}

let sink: unknown;

/** Operations a second, over at least `millis`. */
function measure(side: Side): number {
  let operations = 0;
  let batch = 1;
  const start = performance.now();
  let elapsed = 0;
  while (elapsed < millis) {
    for (let i = 0; i < batch; i++) sink = side.read();
    operations += batch;
    elapsed = performance.now() - start;
    if (elapsed < millis / 20) batch *= 2;
  }
  return operations / (elapsed / 1000);
}

function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function rate(numbers: readonly number[]): string {
  const middle = quantile(numbers, 0.5);
  return middle >= 1e6 ? `${(middle / 1e6).toFixed(1)} M` : `${Math.round(middle / 1000)} k`;
}

function times(own: readonly number[], other: readonly number[]): string {
  const ratios = own.map((operations, round) => operations / (other[round] ?? Number.NaN));
  const [low, middle, high] = [0.25, 0.5, 0.75].map((part) => quantile(ratios, part).toFixed(1));
  return `${middle} (${low} to ${high})`;
}

const runtime = process.versions.bun === undefined ? `Node ${process.versions.node}` : `Bun ${process.versions.bun}`;
const machine = `${runtime}, ${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}`;
console.log(`${machine}, ${rounds} rounds of ${millis} ms a side, interleaved\n`);
console.log(
  '| path | predictions | value model | plain JSON | json-p3 | jsonpath-plus | value model: times json-p3 | times jsonpath-plus |',
);
console.log('|---|---|---|---|---|---|---|---|');
for (const count of [10, 100]) {
  const text = JSON.stringify({ predictions: Array.from({ length: count }, (_, id) => prediction(id)) });
  for (const path of PATHS) {
    const sides = sidesOf(path, text);
    checkSame(path, sides);
    const results = sides.map((): number[] => []);
    for (const side of sides) measure(side);
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < sides.length; i++) {
        const at = (i + round) % sides.length;
        const side = sides[at];
        if (side !== undefined) results[at]?.push(measure(side));
      }
    }
    const [plain = [], value = [], p3 = [], plus = []] = results;
    const cells = [
      `\`${path}\``,
      count,
      rate(value),
      rate(plain),
      rate(p3),
      rate(plus),
      times(value, p3),
      times(value, plus),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
}
const compile = Array.from({ length: rounds }, () =>
  measure({ name: 'compile', read: () => PATHS.map(compilePath), json: String }),
);
console.log(
  `\nCompiling one path takes ${(1e6 / (quantile(compile, 0.5) * PATHS.length)).toFixed(1)} µs (mean of the paths above).`,
);
if (sink === undefined) throw new Error('nothing was read');
