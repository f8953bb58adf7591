import type { TraceEntry, TraceRecorder } from './trace-recorder.ts';

const SOURCE_WIDTH = 56;

/**
 * A trace as lines for people, each with its place, what stands there and what it came to:
 *
 *     1:1   #set($n = $input.path('$.n'))    = 7
 *     2:5   if $n > 5                        true: taken
 *     3:3     $n                             = 7
 */
export function printTrace({ entries, left }: Pick<TraceRecorder, 'entries' | 'left'>): readonly string[] {
  const shown = entries.filter((entry, at) => !isNoise(entries, entry, at));
  const places = shown.map(({ line, column }) => `${line}:${column}`);
  const placeWidth = Math.max(...places.map(({ length }) => length), 0);
  const sources = shown.map(describe);
  const width = Math.min(SOURCE_WIDTH, Math.max(...sources.map(({ length }) => length), 0));
  const lines = shown.map((entry, i) =>
    `${(places[i] ?? '').padEnd(placeWidth)}  ${cut(sources[i] ?? '', width).padEnd(width)}  ${outcome(entry)}`.trimEnd(),
  );
  return left === 0 ? lines : [...lines, `... and ${left} more steps`];
}

/** What is nothing but one reference says its value once, and an `#else` that is not written says nothing. */
function isNoise(entries: readonly TraceEntry[], entry: TraceEntry, at: number): boolean {
  if (entry.kind === 'else') return entry.source === null;
  const before = entries[at - 1];
  if (entry.kind !== 'reference' || before === undefined || before.depth !== entry.depth - 1) return false;
  const isOnly = (entries[at + 1]?.depth ?? 0) <= before.depth;
  if (!isOnly || entry.value === undefined) return false;
  // In API Gateway's dialect `#if($x)` holds for every $x: then its value is worth a line.
  return before.value === entry.value && (before.kind === 'set' || before.source?.trim() === entry.source);
}

function describe(entry: TraceEntry): string {
  const indent = '  '.repeat(Math.min(entry.depth, 12));
  return indent + text(entry).replaceAll(/\s+/g, ' ');
}

function text({ kind, source, index = 0, value = '' }: TraceEntry): string {
  if (kind === 'condition') return `if ${source ?? ''}`;
  if (kind === 'else') return source ?? '(no #else)';
  if (kind === 'iteration') return `iteration ${index + 1}: ${value}`;
  return source ?? '';
}

function outcome({ kind, value, items, source }: TraceEntry): string {
  switch (kind) {
    case 'condition':
      return value === undefined ? 'failed' : value === 'true' ? 'true: taken' : 'false: not taken';
    case 'else':
      return source === null ? 'no branch taken' : 'taken';
    case 'iteration':
    case 'directive':
    case 'if':
      return '';
    case 'foreach':
      if (value === undefined) return 'failed';
      if (items === undefined) return value.startsWith('{') ? `over ${value}` : `nothing to run over: ${value}`;
      return `${items} ${items === 1 ? 'item' : 'items'}: ${value}`;
    case 'set':
      return value === undefined ? 'failed' : value === 'null' ? '= null: assigns nothing' : `= ${value}`;
    case 'reference':
      return value === undefined ? 'failed' : value === 'null' ? '= null: no value' : `= ${value}`;
    default:
      return kind satisfies never;
  }
}

function cut(source: string, width: number): string {
  return source.length > width ? `${source.slice(0, width - 1)}…` : source;
}
