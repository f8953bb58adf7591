import { Object2VecLimits } from '../model.ts';
import type { SparseRows } from '../train/sparse-rows.ts';
import { sparseRows } from '../train/sparse-rows.ts';
import { DataFormatError, lineParser, parseId, shown, type TextParser } from './line-parser.ts';

/** What is known of users, or of items, beside their ratings: pairs of an id and the number of a feature. */
export interface Features {
  readonly ids: Int32Array;
  readonly features: Int32Array;
  /** Names by number. */
  readonly names: readonly string[];
}

const LargestId = Object2VecLimits.vocabSize[1] - 1;
const MostFeatures = 100_000;

/**
 * Reads features, one user (or item) a line: the id, then the names of the features that it has, all separated by tabs.
 *
 *     17 TAB age 20-29 TAB student
 *
 * A name is any text; what is written alike is the same feature. An id may come more than once.
 */
export function featuresParser(): TextParser<Features> {
  const ids: number[] = [];
  const features: number[] = [];
  const numbers = new Map<string, number>();

  return lineParser(
    (text, line) => {
      const [first, ...names] = text.split('\t');
      const id = parseId('the id', first, line, LargestId);
      for (const name of names) {
        if (name === '') throw new DataFormatError(line, 'a feature without a name');
        const number = numbers.get(name) ?? numbers.size;
        if (number === MostFeatures)
          throw new DataFormatError(line, `${shown(name)} is one feature more than ${MostFeatures}`);
        numbers.set(name, number);
        ids.push(id);
        features.push(number);
      }
    },
    () => ({ ids: Int32Array.from(ids), features: Int32Array.from(features), names: [...numbers.keys()] }),
  );
}

/** A row for each id below `vocabSize`, every feature counting `weight`; ids beyond the vocabulary are left out. */
export function featureRows({ ids, features, names }: Features, vocabSize: number, weight: number): SparseRows {
  const positions = Int32Array.from(ids.keys()).filter((n) => (ids[n] as number) < vocabSize);
  return sparseRows(
    vocabSize,
    names.length,
    positions.map((n) => ids[n] as number),
    positions.map((n) => features[n] as number),
    new Float64Array(positions.length).fill(weight),
  );
}
