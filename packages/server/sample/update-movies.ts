/**
 * Writes the films of GET /movies into ratings.openapi.yaml: `bun packages/server/sample/update-movies.ts`.
 * A mapping template holds at most 300 KB, so it is a selection: the films of the documentation's examples and some from all over.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

interface Movie {
  readonly id: number;
  readonly title: string;
  readonly genres: readonly string[];
  readonly year: number;
}

/** Named in README, docs and examples. */
const EXAMPLES: readonly number[] = [101, 131, 162, 311, 578, 882];
const COUNT = 50;

const document = join(import.meta.dirname, 'ratings.openapi.yaml');
const movies = JSON.parse(
  readFileSync(join(import.meta.dirname, 'movie-ratings/movies.json'), 'utf8'),
) as readonly Movie[];
const text = readFileSync(document, 'utf8');
const block = /(?<=\n( +)\{"movies":\[\n)[\s\S]*?(?=\1\]\}\n)/.exec(text);
if (block === null) throw new Error(`${document} has no {"movies":[ ... ]} to fill`);
const indent = block[1] ?? '';
const lines = select(movies).map(
  ({ id, title, genres, year }) => `${indent}  ${JSON.stringify({ id, title, genres, year })}`,
);
const clash = lines.find((line) => /[$#]/.test(line));
if (clash !== undefined) throw new Error(`$ and # mean something in a template: ${clash}`);
writeFileSync(
  document,
  `${text.slice(0, block.index)}${lines.join(',\n')}\n${text.slice(block.index + block[0].length)}`,
);

function select(all: readonly Movie[]): readonly Movie[] {
  const spread = all.filter(({ id }) => !EXAMPLES.includes(id));
  const step = spread.length / (COUNT - EXAMPLES.length);
  const chosen = new Set(
    Array.from({ length: COUNT - EXAMPLES.length }, (_, index) => spread[Math.floor(index * step)]),
  );
  return all.filter((movie) => EXAMPLES.includes(movie.id) || chosen.has(movie));
}
