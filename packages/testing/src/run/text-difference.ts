const MAX_LINES = 20;
const MAX_WIDTH = 160;

/** How two texts differ, as lines that begin with `-` (expected), `+` (got) or a blank (the last line that both have). */
export function textDifference(expected: string, actual: string): readonly string[] {
  const [before, after] = [linesOf(expected), linesOf(actual)];
  const common = commonLength(before, after);
  const commonEnd = Math.min(
    commonLength(before.toReversed(), after.toReversed()),
    before.length - common,
    after.length - common,
  );
  const context = common > 0 ? [`  ${shown(before[common - 1] ?? '')}`] : [];
  return [
    ...context,
    ...marked('-', before.slice(common, before.length - commonEnd)),
    ...marked('+', after.slice(common, after.length - commonEnd)),
  ];
}

/** Lines with their line ends, so that a missing one shows. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function commonLength(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function marked(mark: '-' | '+', lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [`${mark} (nothing)`];
  const rest = lines.length - MAX_LINES;
  return [
    ...lines.slice(0, MAX_LINES).map((line) => `${mark} ${shown(line)}`),
    ...(rest > 0 ? [`${mark} (${rest} more lines)`] : []),
  ];
}

/** Blanks at the end of a line and other invisible characters are made visible. */
function shown(line: string): string {
  const hasEnd = line.endsWith('\n');
  const text = (hasEnd ? line.slice(0, -1) : line)
    .replace(/[ \t]+$/, (blanks) => blanks.replaceAll(' ', '·').replaceAll('\t', '→'))
    .replace(/\r$/, '␍')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '�');
  const cut = text.length > MAX_WIDTH ? `${text.slice(0, MAX_WIDTH)}…` : text;
  return hasEnd ? `${cut}⏎` : cut;
}
