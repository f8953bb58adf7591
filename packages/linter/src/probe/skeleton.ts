/** The shape of a JSON text: names, order and classes of values, not the values. `undefined` when it is no JSON. */
export function skeletonOf(text: string): string | undefined {
  try {
    return shape(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function shape(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shape).join()}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([name, member]) => `${JSON.stringify(name)}:${shape(member)}`)
      .join()}}`;
  return value === null ? 'null' : typeof value;
}
