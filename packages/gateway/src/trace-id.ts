/**
 * `X-Amzn-Trace-Id`: Root, Parent and Sampled of the caller are kept; what is missing is generated
 * (spec: data plane, section 13; https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader).
 */
export function traceId(
  incoming: string | undefined,
  nowInMillis: number,
  randomHex: (digits: number) => string,
): string {
  const fields = incoming === undefined ? undefined : fieldsOf(incoming);
  const root =
    fields?.get('Root') ??
    `1-${Math.floor(nowInMillis / 1000)
      .toString(16)
      .padStart(8, '0')}-${randomHex(24)}`;
  return `Root=${root};Parent=${fields?.get('Parent') ?? randomHex(16)};Sampled=${fields?.get('Sampled') ?? '0'}`;
}

const FIELD = { Root: /^1-[0-9a-f]{8}-[0-9a-f]{24}$/, Parent: /^[0-9a-f]{16}$/, Sampled: /^[01]$/ } as const;

function fieldsOf(header: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const part of header.split(';')) {
    const [name = '', value = ''] = part.trim().split('=', 2);
    if (Object.hasOwn(FIELD, name) && FIELD[name as keyof typeof FIELD].test(value)) fields.set(name, value);
  }
  return fields;
}
