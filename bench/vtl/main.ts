/**
 * Template engines side by side, interleaved in one process: `bun bench/vtl/main.ts [--rounds 21] [--millis 40] [--warmup 2000] [--jvm COMMAND]`
 * (or `node bench/vtl/main.ts`, Node 24). Prints Markdown. `--jvm` is a shell command that measures Apache Velocity 1.7 in a warm
 * JVM on the request template and prints lines such as `velocity-1.7 parsed-once items=10  45000 renders/s`; it runs between two
 * halves of the rounds. `--output bytes` (default) counts the output's UTF-8 bytes, so that it has to exist in one piece; `--output string`
 * only asks for its length, as the JVM's measurement does: JavaScript engines join the pieces of a string when they have to.
 */
import { execSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { HostObject, type JavaMap, parseJson, type Value } from '@portico/values';
import { compileTemplate } from '@portico/vtl';
import * as velocityjs from 'velocityjs';
import { compileClosures } from './closures.ts';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string', default: '21' },
    millis: { type: 'string', default: '40' },
    warmup: { type: 'string', default: '2000' },
    output: { type: 'string', default: 'bytes' },
    jvm: { type: 'string' },
    templates: { type: 'string', default: '10000' },
  },
});
const rounds = Number(options.rounds);
const millis = Number(options.millis);

const REQUEST =
  '#set( $user_id = $input.params("user_id") )#set( $items = $input.params("items") ){"instances": [#foreach( $item in $items.split(",") ){"in0": [$user_id], "in1": [$item]}#if( $foreach.hasNext ),#end#end]}';
const RESPONSE =
  '{"ratings":[#set($p = $input.path(\'$.predictions\'))#foreach($x in $p)$x.scores[0]#if($foreach.hasNext),#end#end]}';

/** Documents and parameters change from render to render, as requests do. */
const VARIANTS = 16;

interface Side {
  readonly name: string;
  readonly render: (variant: number) => string;
}

interface Subject {
  readonly name: 'request' | 'response';
  readonly items: number;
  readonly sides: readonly Side[];
}

function requestSides(items: number): readonly Side[] {
  const parameters = Array.from(
    { length: VARIANTS },
    (_, v) =>
      new Map([
        ['user_id', String(42 + v)],
        ['items', Array.from({ length: items }, (_, i) => 1000 + i * (v + 1)).join(',')],
      ]),
  );
  const input = parameters.map(
    (known) =>
      new HostObject('$input', new Map([['params', ([name]: readonly Value[]) => known.get(String(name)) ?? null]])),
  );
  const plain = parameters.map((known) => ({ input: { params: (name: string) => known.get(name) } }));
  return sides(REQUEST, input, plain);
}

function responseSides(items: number): readonly Side[] {
  const texts = Array.from({ length: VARIANTS }, (_, v) =>
    JSON.stringify({
      predictions: Array.from({ length: items }, (_, i) => ({ scores: [1 + ((i * 7919 + v * 104729) % 4000) / 1001] })),
    }),
  );
  const input = texts.map((text) => {
    const predictions = (parseJson(text, { lists: 'json' }) as JavaMap).get('predictions') ?? null;
    return new HostObject('$input', new Map([['path', () => predictions]]));
  });
  const plain = texts.map((text) => {
    const { predictions } = JSON.parse(text) as { predictions: unknown };
    return { input: { path: () => predictions } };
  });
  return sides(RESPONSE, input, plain);
}

/** Each side has its template parsed and its context built before. */
function sides(template: string, inputs: readonly HostObject[], plain: readonly object[]): readonly Side[] {
  const closures = compileClosures(template);
  const ours = compileTemplate(template, { dialect: 'apigateway' });
  const scopes = inputs.map((input) => ({ get: (name: string) => (name === 'input' ? input : undefined) }));
  const theirs = new velocityjs.Compile(velocityjs.parse(template));
  return [
    { name: 'Portico', render: (variant) => ours.render(scopes[variant] as (typeof scopes)[number]) },
    { name: 'velocityjs', render: (variant) => theirs.render(plain[variant]) },
    { name: 'closures', render: (variant) => closures(inputs[variant] as HostObject) },
  ];
}

function checkSame({ name, items, sides }: Subject): void {
  for (let variant = 0; variant < VARIANTS; variant++) {
    const outputs = new Set(sides.map((side) => side.render(variant)));
    if (outputs.size !== 1) throw new Error(`${name}, ${items} items: different outputs\n${[...outputs].join('\n')}`);
  }
}

const sizeOf =
  options.output === 'string'
    ? (text: string): number => text.length
    : (text: string): number => Buffer.byteLength(text);

/** Renders a second over `duration` milliseconds. */
function measure(side: Side, duration: number): number {
  const start = performance.now();
  let renders = 0;
  let elapsed = 0;
  do {
    for (let i = 0; i < 64; i++) produced += sizeOf(side.render(i % VARIANTS));
    renders += 64;
    elapsed = performance.now() - start;
  } while (elapsed < duration);
  return (renders / elapsed) * 1000;
}
let produced = 0;

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.round((sorted.length - 1) * q)] ?? Number.NaN;
}

function spread(numbers: readonly number[], show: (x: number) => string): string {
  const sorted = [...numbers].sort((a, b) => a - b);
  return `${show(quantile(sorted, 0.5))} (${show(quantile(sorted, 0.25))} to ${show(quantile(sorted, 0.75))})`;
}

const thousands = (x: number): string => `${(x / 1000).toFixed(0)} k`;
const times = (x: number): string => x.toFixed(1);

const subjects: readonly Subject[] = [3, 10, 100].flatMap((items) => [
  { name: 'request' as const, items, sides: requestSides(items) },
  { name: 'response' as const, items, sides: responseSides(items) },
]);
for (const subject of subjects) checkSame(subject);
for (const { sides } of subjects) for (const side of sides) measure(side, Number(options.warmup));

const rates = new Map<Side, number[]>();
function measureRounds(count: number): void {
  for (let round = 0; round < count; round++) {
    for (const { sides } of subjects)
      for (const side of sides) rates.set(side, [...(rates.get(side) ?? []), measure(side, millis)]);
  }
}

measureRounds(Math.ceil(rounds / 2));
const jvm = new Map<number, number>();
if (options.jvm !== undefined) {
  for (const [, items, rate] of execSync(options.jvm, { encoding: 'utf8' }).matchAll(
    /parsed-once items=(\d+)\s+(\d+) renders/g,
  )) {
    jvm.set(Number(items), Number(rate));
  }
}
measureRounds(Math.floor(rounds / 2));

const runtime =
  process.versions['bun'] === undefined ? `Node ${process.versions.node}` : `Bun ${process.versions['bun']}`;
console.log(
  `${runtime}, ${cpus().length} x ${cpus()[0]?.model}, ${rounds} rounds of ${millis} ms a side, interleaved; output as ${options.output}\n`,
);
console.log(
  '| template | items | Portico, renders/s | velocityjs | times velocityjs | best rounds | times | Velocity 1.7 on the JVM | best round: times the JVM | closures | times closures |',
);
console.log('|---|---|---|---|---|---|---|---|---|---|---|');
for (const { name, items, sides } of subjects) {
  const [ours, theirs, closures] = sides.map((side) => rates.get(side) ?? []) as [number[], number[], number[]];
  const java = name === 'request' ? jvm.get(items) : undefined;
  const [best, theirBest] = [Math.max(...ours), Math.max(...theirs)];
  const cells = [
    name,
    items,
    spread(ours, thousands),
    spread(theirs, thousands),
    spread(ratios(ours, theirs), times),
    `${thousands(best)}, ${thousands(theirBest)}`,
    times(best / theirBest),
    java === undefined ? '' : thousands(java),
    java === undefined ? '' : times(best / java),
    spread(closures, thousands),
    spread(ratios(ours, closures), times),
  ];
  console.log(`| ${cells.join(' | ')} |`);
}

/** Round by round. */
function ratios(rates: readonly number[], others: readonly number[]): number[] {
  return rates.map((rate, i) => rate / (others[i] ?? Number.NaN));
}

measureCompilation(Number(options.templates));

/** Different templates, so that nothing is shared between them. */
function measureCompilation(count: number): void {
  const before = residentMegabytes();
  const start = performance.now();
  const compiled = Array.from({ length: count }, (_, i) =>
    compileTemplate(`${RESPONSE}${i}${REQUEST}`, { dialect: 'apigateway' }),
  );
  const elapsed = performance.now() - start;
  const problems = compiled.filter(({ diagnostics }) => diagnostics.length > 0).length;
  if (problems > 0) throw new Error(`${problems} templates do not compile`);
  console.log(
    `\nCompiling: ${((elapsed / count) * 1000).toFixed(0)} µs for a template of ${RESPONSE.length + REQUEST.length} characters; ` +
      `${count} of them hold ${(residentMegabytes() - before).toFixed(0)} MB (resident), ${produced > 0 ? 'none of them rendered' : ''}.`,
  );
}

function residentMegabytes(): number {
  (globalThis as { gc?: () => void; Bun?: { gc: (force: boolean) => void } }).Bun?.gc(true);
  (globalThis as { gc?: () => void }).gc?.();
  return process.memoryUsage().rss / 2 ** 20;
}
