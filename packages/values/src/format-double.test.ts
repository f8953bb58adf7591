import { expect, test } from 'bun:test';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatDouble, formatFloat } from './format-double.ts';

interface Case {
  readonly digits: string;
  readonly text: string;
}

/** What Double.toString and Float.toString of a real Java have answered. */
function casesOf(name: string): readonly Case[] {
  return JSON.parse(
    readFileSync(join(import.meta.dirname, `../../../conformance/java/${name}.json`), 'utf8'),
  ) as Case[];
}

test.each(casesOf('double'))('Double.toString of $digits is $text', ({ digits, text }) => {
  expect(formatDouble(Number(digits))).toBe(text);
});

test.each(casesOf('float'))('Float.toString of $digits is $text', ({ digits, text }) => {
  expect(formatFloat(Math.fround(Number(digits)))).toBe(text);
});
