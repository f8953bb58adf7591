/** A reporter for `node --test` that prints failures only, as `bun test --only-failures` does. */
import { inspect } from 'node:util';

/** @param {AsyncIterable<{ type: string, data: any }>} source */
export default async function* failures(source) {
  for await (const { type, data } of source) {
    // A suite fails because a test in it does; the test says why.
    if (type === 'test:fail' && data.details.error?.failureType !== 'subtestsFailed') {
      yield `(fail) ${data.name}\n${inspect(data.details.error?.cause ?? data.details.error)}\n\n`;
    }
    if (type === 'test:stderr' || type === 'test:stdout') yield data.message;
  }
}
