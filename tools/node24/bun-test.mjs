/**
 * The part of `bun:test` that the library packages' tests use, over `node:test`. What is not here fails at import, so
 * a test can not pass on Node by being left out.
 */
import { after, afterEach, before, beforeEach, describe as nodeDescribe, test as nodeTest } from 'node:test';
import { inspect } from 'node:util';

export { expect } from 'expect';
export { after as afterAll, afterEach, before as beforeAll, beforeEach };

/** Bun's default limit for one test, in milliseconds. */
const TEST_TIMEOUT_IN_MILLIS = 5000;

export const test = withVariants((name, body, options) =>
  nodeTest(name, { timeout: TEST_TIMEOUT_IN_MILLIS, ...testOptions(options) }, async () => {
    await body();
  }),
);
export const describe = withVariants((name, body) => nodeDescribe(name, () => void body()));

/** @typedef {(name: string, body: (...row: unknown[]) => unknown, options?: unknown) => unknown} Register */

/**
 * Adds `each`, `skipIf`, `todo` and `failing`.
 * @param {Register} register
 */
function withVariants(register) {
  return Object.assign(/** @type {Register} */ ((name, body, options) => register(name, body, options)), {
    /** @param {readonly unknown[]} rows */
    each: (rows) => (/** @type {string} */ name, /** @type {Register} */ body, /** @type {unknown} */ options) => {
      rows.forEach((row, index) => {
        const values = Array.isArray(row) ? row : [row];
        register(titleOf(name, values, index), () => Reflect.apply(body, undefined, values), options);
      });
    },
    /** @param {boolean} condition */
    skipIf: (condition) => (condition ? (/** @type {string} */ name) => nodeTest(name, { skip: true }) : register),
    /** @param {string} name */
    todo: (name) => nodeTest(name, { todo: true, skip: true }),
    /** @type {Register} */
    failing: (name, body, options) =>
      register(
        name,
        async () => {
          try {
            await body();
          } catch {
            return;
          }
          throw new Error('this test is marked as failing, and it passes: take the mark off');
        },
        options,
      ),
  });
}

/** Bun takes a number of milliseconds or `{ timeout }` as the last argument. */
function testOptions(/** @type {unknown} */ options) {
  if (typeof options === 'number') return { timeout: options };
  return typeof options === 'object' && options !== null && 'timeout' in options
    ? { timeout: Number(options.timeout) }
    : {};
}

/**
 * `%s`, `%d`, `%p` and the like take the row's values in order, `%#` is the row's index, `$name` is a property of the
 * first value. A title tells tests apart and nothing more, so values need not print as Bun prints them.
 * @param {string} name
 * @param {readonly unknown[]} values
 * @param {number} index
 */
function titleOf(name, values, index) {
  const rest = [...values];
  const title = name.replaceAll('%#', String(index)).replace(/%[sdifjopO]/g, () => {
    const value = rest.shift();
    return typeof value === 'string' ? value : inspect(value, { breakLength: Number.POSITIVE_INFINITY });
  });
  const first = values[0];
  return title.replace(/\$(\w+)/g, (whole, key) =>
    typeof first === 'object' && first !== null && Object.hasOwn(first, key) ? String(Reflect.get(first, key)) : whole,
  );
}
