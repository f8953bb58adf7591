/** https://github.com/tc39/proposal-json-parse-with-source, which the type library does not have yet. */
interface ExactJson {
  parse(text: string, revive: (key: string, value: unknown, context: { readonly source?: string }) => unknown): unknown;
  rawJSON(text: string): unknown;
}

const exact = JSON as unknown as ExactJson;

/** JSON text as data whose numbers `JSON.stringify` prints as they were written: `1.0`, and digits beyond 2^53. */
export function parseExact(text: string): unknown {
  return exact.parse(text, (_, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  );
}
