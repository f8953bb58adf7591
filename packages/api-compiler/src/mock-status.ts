import type { Payload } from '@portico/values';
import JSON5 from 'json5';
import { configurationFault } from './faults.ts';

/**
 * The `statusCode` that a MOCK integration's request asks for. A request template must give an integer; a body that passed through
 * may leave it out, which selects the default integration response (`undefined`).
 * The service reads leniently: unquoted keys, single quotes and trailing commas pass (recorded; spec: data plane, section 11.4).
 */
export type MockStatus = (body: Payload, isRendered: boolean) => number | undefined;

/** A template mostly renders the same text each time, so the last answer is kept. */
export function compileMockStatus(): MockStatus {
  let lastText: string | undefined;
  let lastStatus: unknown;
  return (body, isRendered) => {
    const text = body.text();
    if (text !== lastText) {
      lastStatus = statusIn(text);
      lastText = text;
    }
    if (lastStatus === undefined && !isRendered) return undefined;
    if (typeof lastStatus === 'number' && Number.isInteger(lastStatus)) return lastStatus;
    throw configurationFault(
      'Unable to parse statusCode. It should be an integer that is defined in the request template.',
    );
  };
}

/** Of what type it may be; `undefined`: the text has none. */
function statusIn(text: string): unknown {
  const document = parse(text);
  return typeof document === 'object' && document !== null && Object.hasOwn(document, 'statusCode')
    ? Reflect.get(document, 'statusCode')
    : undefined;
}

/** The lenient parser is slow and a body may be the client's own: longer text has to be JSON. */
const MAX_LENIENT_LENGTH = 64 * 1024;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (text.length > MAX_LENIENT_LENGTH) return undefined;
  }
  try {
    return JSON5.parse(text);
  } catch {
    return undefined;
  }
}
