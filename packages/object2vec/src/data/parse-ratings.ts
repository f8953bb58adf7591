import { Object2VecLimits } from '../model.ts';
import { DataFormatError, lineParser, parseId, shown, type TextParser } from './line-parser.ts';
import type { Ratings } from './ratings.ts';

const LargestId = Object2VecLimits.vocabSize[1] - 1;

/**
 * Reads ratings, one a line, in one of two forms; the first line decides which. Empty lines are skipped.
 *
 *     user TAB item TAB rating [TAB time]                      the time is not used
 *     {"label": 4, "in0": [user], "in1": [item]}               JSON Lines, as Object2Vec trains on
 *     {"user": 1, "item": 2, "rating": 4}                      JSON Lines, by name
 */
export function ratingsParser(): TextParser<Ratings> {
  const users: number[] = [];
  const items: number[] = [];
  const values: number[] = [];
  let parseLine: typeof parseTabs | undefined;

  return lineParser(
    (text, line) => {
      parseLine ??= text.trimStart().startsWith('{') ? parseJsonLine : parseTabs;
      const [user, item, rating] = parseLine(text, line);
      users.push(parseId('the user', user, line, LargestId));
      items.push(parseId('the item', item, line, LargestId));
      values.push(parseRating(rating, line));
    },
    () => {
      if (values.length === 0) throw new DataFormatError(1, 'there are no ratings');
      return { users: Int32Array.from(users), items: Int32Array.from(items), values: Float32Array.from(values) };
    },
  );
}

/** {@link ratingsParser} for a text that is there in whole, or in pieces. */
export function parseRatings(pieces: Iterable<string>): Ratings {
  const parser = ratingsParser();
  for (const piece of pieces) parser.push(piece);
  return parser.finish();
}

type Fields = readonly [user: unknown, item: unknown, rating: unknown];

function parseTabs(text: string, line: number): Fields {
  const fields = text.split('\t');
  if (fields.length !== 3 && fields.length !== 4) {
    throw new DataFormatError(
      line,
      `${fields.length} fields separated by tabs, not user, item, rating and perhaps a time`,
    );
  }
  return fields as unknown as Fields;
}

function parseJsonLine(text: string, line: number): Fields {
  const row = parseObject(text, line);
  if (!Object.hasOwn(row, 'label')) return [own(row, 'user'), own(row, 'item'), own(row, 'rating')];
  return [onlyToken('in0', own(row, 'in0'), line), onlyToken('in1', own(row, 'in1'), line), own(row, 'label')];
}

function parseObject(text: string, line: number): object {
  let row: unknown;
  try {
    row = JSON.parse(text);
  } catch (cause) {
    throw new DataFormatError(line, 'not JSON', { cause });
  }
  if (typeof row === 'object' && row !== null && !Array.isArray(row)) return row;
  throw new DataFormatError(line, `${shown(row)} is not a JSON object`);
}

function own(row: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(row, key)?.value;
}

function onlyToken(name: string, tokens: unknown, line: number): unknown {
  if (Array.isArray(tokens) && tokens.length === 1) return tokens[0];
  throw new DataFormatError(line, `${name} is ${shown(tokens)}, not a list of one id`);
}

function parseRating(value: unknown, line: number): number {
  const isNumber = typeof value === 'number' || /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(String(value));
  const rating = isNumber ? Math.fround(Number(value)) : Number.NaN;
  if (Number.isFinite(rating)) return rating;
  throw new DataFormatError(line, `the rating is ${shown(value)}, not a number`);
}
