export const TRACE_HEADER = 'X-Amzn-Trace-Id';

/**
 * `X-Amzn-Trace-Id`: Root, Parent and Sampled of the caller are kept; what is missing is generated
 * (spec: data plane, section 13; https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
 */
export function traceId(
  incoming: string | undefined,
  nowInMillis: number,
  randomHex: (digits: number) => string,
): string {
  if (incoming === undefined) return `Root=${newRoot(nowInMillis, randomHex)};Parent=${randomHex(16)};Sampled=0`;
  const { Root = newRoot(nowInMillis, randomHex), Parent = randomHex(16), Sampled = '0' } = fieldsOf(incoming);
  return `Root=${Root};Parent=${Parent};Sampled=${Sampled}`;
}

function newRoot(nowInMillis: number, randomHex: (digits: number) => string): string {
  return `1-${hexTime(Math.floor(nowInMillis / 1000))}-${randomHex(24)}`;
}

let lastSeconds = -1;
let lastHexTime = '';

/** Printed once a second: printing takes longer than all else here. */
function hexTime(seconds: number): string {
  if (seconds !== lastSeconds) {
    lastSeconds = seconds;
    lastHexTime = seconds.toString(16).padStart(8, '0');
  }
  return lastHexTime;
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
