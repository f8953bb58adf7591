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
  const seconds = Math.floor(nowInMillis / 1000);
  return `1-${seconds.toString(16).padStart(8, '0')}-${randomHex(24)}`;
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
