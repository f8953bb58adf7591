import { describe, expect, test } from 'bun:test';
import { readdirSync, readFileSync } from 'node:fs';
import { parseJson, printJson } from '@portico/values';
import { compilePath } from './compile-path.ts';
import { JsonPathError } from './json-path-error.ts';

/** Case id to the reason why it fails. A case on this list that passes fails the run. */
const EXPECTED_FAILURES: Readonly<Record<string, string>> = {};

/** `expected` and `definite`, or `error`: what JsonPath for Java gives with default options. `docJson`: the document with digits that `doc` loses. */
interface Case {
  readonly id: string;
  readonly path: string;
  readonly doc: unknown;
  readonly docJson?: string;
  readonly expected?: unknown;
  readonly definite?: boolean;
  readonly error?: string;
}

type Outcome = { readonly value: unknown; readonly definite: boolean } | { readonly error: string };

function outcome(read: () => { value: unknown; definite: boolean }): Outcome {
  try {
    return read();
  } catch (error) {
    if (error instanceof JsonPathError) return { error: error.name };
    throw error;
  }
}

function onPlainJson({ path, doc }: Case): Outcome {
  return outcome(() => {
    const compiled = compilePath(path);
    return { value: compiled.read(structuredClone(doc)), definite: compiled.definite };
  });
}

/** Printed and read again: a Double and an Integer of the same value are alike in the cases. */
function onValues({ path, doc, docJson }: Case): Outcome {
  return outcome(() => {
    const compiled = compilePath(path);
    const document = parseJson(docJson ?? JSON.stringify(doc), { lists: 'json' });
    return { value: JSON.parse(printJson(compiled.readValue(document))), definite: compiled.definite };
  });
}

const cases = ['jsonpath', 'jsonpath-portico'].flatMap((name) => {
  const folder = new URL(`../../../conformance/${name}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Case[]);
});

test('there are cases', () => expect(cases.length).toBeGreaterThanOrEqual(451 + 270));

describe.each([
  ['plain JSON', onPlainJson],
  ['the value model', onValues],
])('json-path on %s', (_, run) => {
  test.each(cases.map((one) => [one.id, one.path, one] as const))('%s %s', (id, _path, one) => {
    const expected: Outcome =
      one.error === undefined ? { value: one.expected, definite: one.definite ?? false } : { error: one.error };
    const reason = EXPECTED_FAILURES[id];
    if (reason === undefined) expect(run(one)).toEqual(expected);
    else expect(run(one), `${id} passes: take it off the list (${reason})`).not.toEqual(expected);
  });
});
