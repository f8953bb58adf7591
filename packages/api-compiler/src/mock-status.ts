import type { Payload } from '@portico/values';
import JSON5 from 'json5';
import { configurationFault } from './faults.ts';

/**
 * The `statusCode` that a MOCK integration's rendered request template asks for; `undefined` selects the default integration response.
 * The service reads leniently: unquoted keys, single quotes and trailing commas pass (recorded; spec: data plane, section 11.4).
 * A template mostly renders the same text each time, so the last answer is kept.
 */
export function compileMockStatus(): (body: Payload) => number | undefined {
  let lastText: string | undefined;
  let lastStatus: number | undefined;
  return (body) => {
    const text = body.text();
    if (text !== lastText) {
      lastStatus = statusIn(text);
      lastText = text;
    }
    return lastStatus;
  };
}

function statusIn(text: string): number | undefined {
  if (text.trim() === '') return undefined;
  let document: unknown;
  try {
    document = JSON5.parse(text);
  } catch (cause) {
    throw configurationFault(UNPARSABLE, cause);
  }
  if (typeof document !== 'object' || document === null || !Object.hasOwn(document, 'statusCode')) return undefined;
  const status: unknown = Reflect.get(document, 'statusCode');
  if (typeof status === 'number' && Number.isInteger(status)) return status;
  throw configurationFault(UNPARSABLE);
}

const UNPARSABLE = 'Unable to parse statusCode. It should be an integer that is defined in the request template.';
