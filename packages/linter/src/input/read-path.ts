/** The steps of a JSONPath that names one place: member names, element numbers, `*`. `undefined` for any other. */
export function readPath(path: string): readonly string[] | undefined {
  const text = path.trim();
  const start = text.startsWith('$') ? 1 : 0;
  const steps: string[] = [];
  let at = start;
  const source = start === 0 ? `.${text}` : text;
  const step = /\.([A-Za-z_][\w-]*|\*)|\[(\d+|\*)\]|\['([^'\\]*)'\]|\["([^"\\]*)"\]/y;
  while (at < source.length) {
    step.lastIndex = at;
    const match = step.exec(source);
    if (match === null) return undefined;
    steps.push(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '');
    at = step.lastIndex;
  }
  return steps;
}
