import { afterEach, beforeEach, expect, test } from 'bun:test';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileObject2Vec, unpackModel } from '@portico/object2vec';
import { runPortico } from '../testing/run-portico.ts';

const QUICK = ['--set', 'burnIn=2', '--set', 'sweeps=3', '--set', 'rank=2', '--set', 'embeddingLength=2'];

let folder: string;
let ratings: string;
let out: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portico-train-'));
  ratings = join(folder, 'ratings.tsv');
  out = join(folder, 'model');
  writeFileSync(
    ratings,
    Array.from({ length: 500 }, (_, n) => `${n % 20}\t${(n * 7) % 50}\t${1 + ((n * n) % 5)}\n`).join(''),
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

const train = (...args: readonly string[]) => runPortico(['train', '--ratings', ratings, '--out', out, ...args]);

test('writes a model that predicts, and its card', async () => {
  const { exitCode, stdout, stderr } = await train(...QUICK, '--seed', '3', '--name', 'mine');
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(stdout).toMatch(
    /^Trained on 500 ratings of \d+ items by \d+ users in [\d.]+ s\.\n {2}train {4}RMSE [\d.]+ {2}MAE [\d.]+ {2}\(450 ratings\)\n {2}holdOut {2}RMSE .* \(50 ratings\)\n/,
  );
  expect(readdirSync(out).sort()).toEqual(['card.json', 'model.tar.gz']);
  const { model, card } = unpackModel(readFileSync(join(out, 'model.tar.gz')));
  expect(card).toEqual(JSON.parse(readFileSync(join(out, 'card.json'), 'utf8')));
  expect(card).toMatchObject({
    name: 'mine',
    solver: 'bayes',
    seeds: [3],
    data: { source: 'ratings.tsv', ratings: 500 },
    hyperparameters: { rank: 2, sweeps: 3 },
  });
  const [score] = compileObject2Vec(model).scores([[1]], [[1]]);
  expect(Number.isFinite(score)).toBe(true);
});

test('adam stops early and says which step it kept', async () => {
  const { exitCode, stdout } = await train(
    '--solver',
    'adam',
    '--set',
    'epochs=60',
    '--set',
    'earlyStoppingPatience=2',
    '--set',
    'learningRate=0.02',
    '--json',
  );
  expect(exitCode).toBe(0);
  const card = JSON.parse(stdout);
  expect(card).toMatchObject({
    solver: 'adam',
    hyperparameters: { epochs: 60, learningRate: 0.02, tokenEmbeddingDim: 32 },
  });
  expect(Number(/step (\d+)$/.exec(card.protocol)?.[1])).toBeLessThan(60);
});

test('the same seed gives the same errors, another seed others', async () => {
  const errors = async (seed: string) => JSON.parse((await train(...QUICK, '--json', '--seed', seed)).stdout).errors;
  const first = await errors('1');
  expect(await errors('1')).toEqual(first);
  expect(await errors('2')).not.toEqual(first);
});

test('--json prints the card that is written', async () => {
  const { stdout } = await train(...QUICK, '--json', '--hold-out', '0');
  expect(stdout).toBe(readFileSync(join(out, 'card.json'), 'utf8'));
  expect(Object.keys(JSON.parse(stdout).errors)).toEqual(['train']);
});

test.each([
  ['1\t2\t3\n1\t2\n', '2: 2 fields separated by tabs, not user, item, rating and perhaps a time.'],
  ['1\t2\tgood\n', '1: the rating is "good", not a number.'],
  ['{"user":1,"item":2,"rating":3}\n\nnot json\n', '3: not JSON.'],
  ['', '1: there are no ratings.'],
])('a bad row in %j is named by file, line and reason', async (text, reason) => {
  writeFileSync(ratings, text);
  expect(await train()).toEqual({ exitCode: 1, stdout: '', stderr: `portico: ${ratings}:${reason}\n` });
  expect(existsSync(out)).toBe(false);
});

test('a model that is there stays as it is when training fails', async () => {
  await train(...QUICK);
  const before = readFileSync(join(out, 'model.tar.gz'));
  writeFileSync(ratings, 'x\n');
  expect((await train(...QUICK)).exitCode).toBe(1);
  expect(readFileSync(join(out, 'model.tar.gz'))).toEqual(before);
});

test('Ctrl+C ends the training, and nothing is written', async () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const pipe = join(folder, 'pipe');
  Bun.spawnSync(['mkfifo', pipe]);
  const child = Bun.spawn(
    [process.execPath, main, 'train', '--ratings', pipe, '--out', out, '--set', 'sweeps=100000'],
    { stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' },
  );
  // Opening a pipe waits for its reader: from here on the command is at work.
  await writeFile(pipe, readFileSync(ratings));
  await Bun.sleep(200);
  child.kill('SIGINT');
  expect(await child.exited).toBe(130);
  expect(await new Response(child.stderr).text()).toBe('portico: stopped; nothing was written.\n');
  expect(existsSync(out)).toBe(false);
});

test.each<[string, () => readonly string[], string]>([
  [
    'a hyperparameter that the solver lacks',
    () => ['--set', 'constructor=1'],
    'portico: --set: bayes has no constructor; it has rank=',
  ],
  ['a folder that cannot be written', () => ['--out', join(ratings, 'x')], 'portico: --out: cannot write to '],
  [
    'a hold-out beyond a half',
    () => ['--hold-out', '0.7'],
    "portico: option '--hold-out <share>' argument '0.7' is invalid.",
  ],
])('%s is exit code 2', async (_what, args, stderr) => {
  const run = await train(...args());
  expect(run.exitCode).toBe(2);
  expect(run.stderr).toStartWith(stderr);
});

test.each([
  ['bayes', 'rank=1.5'],
  ['adam', 'miniBatchSize=0'],
])('%s with %s is refused with the range, exit code 2', async (solver, setting) => {
  const { exitCode, stderr } = await train('--solver', solver, '--set', setting);
  expect(exitCode).toBe(2);
  expect(stderr).toMatch(/^portico: cannot train: \w+ is [\d.]+, not an integer from \d+ to \d+\.\n$/);
});

test('a file that is not there is exit code 2', async () => {
  rmSync(ratings);
  expect(await train()).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: `portico: cannot read ${ratings}: there is no such file.\n`,
  });
});
