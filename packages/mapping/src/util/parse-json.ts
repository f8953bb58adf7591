import { parseJson as parse, type Value } from '@portico/values';

/** `$util.parseJson`: JSON text to a live value, whose arrays print as JSON. Throws when it is not JSON. */
export function parseJson(text: string): Value {
  return parse(text, { lists: 'json' });
}
