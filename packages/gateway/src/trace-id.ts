import type { RandomText } from './request-ids.ts';

export const TRACE_HEADER = 'X-Amzn-Trace-Id';

/** The header of one request, on the way to its backend and in the answer. */
export interface Trace {
  /** Value of the header; made when it is asked for. */
  readonly text: string;
  /** The header line, with its end. */
  readonly line: Uint8Array;
}

/**
 * `X-Amzn-Trace-Id`: Root, Parent and Sampled of the caller are kept; what is missing is generated
 * (spec: data plane, section 13; https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
 */
export function traceOf(incoming: string | undefined, nowInMillis: number, randomHex: RandomText): Trace {
  const line = newLine(nowInMillis, randomHex);
  if (incoming === undefined) return new WrittenTrace(line);
  const { Root, Parent, Sampled } = fieldsOf(incoming);
  if (Root !== undefined) write(line, ROOT_AT, Root);
  if (Parent !== undefined) write(line, PARENT_AT, Parent);
  if (Sampled !== undefined) write(line, SAMPLED_AT, Sampled);
  return new WrittenTrace(line);
}

class WrittenTrace implements Trace {
  readonly line: Uint8Array;

  constructor(line: Uint8Array) {
    this.line = line;
  }

  get text(): string {
    return Buffer.from(this.line).toString('latin1', VALUE_AT, this.line.length - 2);
  }
}

const FORM: Uint8Array = Buffer.from(
  `${TRACE_HEADER}: Root=1-00000000-${'0'.repeat(24)};Parent=${'0'.repeat(16)};Sampled=0\r\n`,
);
const VALUE_AT = TRACE_HEADER.length + 2;
const ROOT_AT = VALUE_AT + 'Root='.length;
const TIME_AT = ROOT_AT + '1-'.length;
const UNIQUE_AT = TIME_AT + 9;
const PARENT_AT = UNIQUE_AT + 24 + ';Parent='.length;
const SAMPLED_AT = PARENT_AT + 16 + ';Sampled='.length;

function newLine(nowInMillis: number, randomHex: RandomText): Uint8Array {
  const seconds = Math.floor(nowInMillis / 1000);
  if (seconds !== formSeconds) {
    formSeconds = seconds;
    write(FORM, TIME_AT, seconds.toString(16).padStart(8, '0'));
  }
  const line = new Uint8Array(FORM.length);
  line.set(FORM);
  randomHex(line, UNIQUE_AT, 24);
  randomHex(line, PARENT_AT, 16);
  return line;
}

/** The second that stands in the form: it is printed once. */
let formSeconds = -1;

function write(octets: Uint8Array, at: number, ascii: string): void {
  for (let index = 0; index < ascii.length; index++) octets[at + index] = ascii.charCodeAt(index);
}

const FIELDS = [
  ['Root', /^1-[0-9a-f]{8}-[0-9a-f]{24}$/],
  ['Parent', /^[0-9a-f]{16}$/],
  ['Sampled', /^[01]$/],
] as const;

/** What is not of its form counts as missing: nothing unchecked goes into an outbound header. */
function fieldsOf(header: string): { Root?: string; Parent?: string; Sampled?: string } {
  const fields: { Root?: string; Parent?: string; Sampled?: string } = {};
  for (const part of header.split(';')) {
    const [name, value = ''] = part.trim().split('=', 2);
    for (const [known, form] of FIELDS) if (name === known && form.test(value)) fields[known] = value;
  }
  return fields;
}
