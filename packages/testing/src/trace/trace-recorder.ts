import { JavaList } from '@portico/values';
import type { TemplateObserver, TemplatePlace } from '@portico/vtl';
import { describeValue } from '../describe-value.ts';

/** Entries that a trace keeps; the rest is counted. */
const MAX_ENTRIES = 5_000;

/** One step of a render, in the order in which steps began. */
export interface TraceEntry {
  readonly kind: TemplatePlace['kind'];
  readonly line: number;
  readonly column: number;
  /** The source at the place, of `#foreach` its head; null where an `#else` would be. */
  readonly source: string | null;
  /** How far in: blocks and statements around it. */
  readonly depth: number;
  /** What it came to, as text. Absent for what has no value, and for a step that failed. */
  value?: string;
  /** Of a `foreach`: how many items it runs over, when that can be told before. */
  items?: number;
  /** Of an iteration, from 0. */
  readonly index?: number;
}

export interface TraceRecorder extends TemplateObserver {
  readonly entries: readonly TraceEntry[];
  /** Steps beyond those kept. */
  readonly left: number;
}

/** Records what one template does in one render. */
export function createTraceRecorder(source: string): TraceRecorder {
  const entries: TraceEntry[] = [];
  /** Steps that have begun and have no value yet, innermost last. */
  const pending: { readonly id: number; readonly entry: TraceEntry }[] = [];
  let places: readonly TemplatePlace[] = [];
  let left = 0;

  function add(place: TemplatePlace, index?: number): TraceEntry {
    const { kind, span } = place;
    const around = pending.at(-1);
    const entry: TraceEntry = {
      kind,
      line: span.line,
      column: span.column,
      source: sourceOf(source, place, places),
      depth: around === undefined ? depthOf(place, places) : around.entry.depth + 1,
      ...(index === undefined ? {} : { index }),
    };
    if (entries.length < MAX_ENTRIES) entries.push(entry);
    else left++;
    return entry;
  }

  return {
    entries,
    get left() {
      return left;
    },
    compiled(all) {
      places = all;
    },
    entered(place) {
      if (place.kind === 'if') return;
      const entry = add(place);
      if (place.kind !== 'directive') pending.push({ id: place.id, entry });
    },
    reached(place, value, index) {
      const top = pending.at(-1);
      const entry = top?.id === place.id ? top.entry : add(place, index);
      if (top?.id === place.id) pending.pop();
      if (value !== undefined) entry.value = describeValue(value);
      if (place.kind === 'foreach' && value instanceof JavaList) entry.items = value.items.length;
    },
  };
}

function depthOf(place: TemplatePlace, places: readonly TemplatePlace[]): number {
  const around = places.filter((outer) => isBlock(outer) && isWithin(outer, place)).length;
  // Conditions and `#else` stand beside their `#if`; an `#else` that is not written has the place of the `#if` itself.
  const isBeside = place.kind === 'condition' || (place.kind === 'else' && !isUnwritten(place, places));
  return isBeside && around > 0 ? around - 1 : around;
}

function isUnwritten({ span }: TemplatePlace, places: readonly TemplatePlace[]): boolean {
  return places.some((other) => other.kind === 'if' && other.span.start === span.start && other.span.end === span.end);
}

function isBlock({ kind }: TemplatePlace): boolean {
  return kind === 'if' || kind === 'foreach' || kind === 'iteration';
}

function isWithin(outer: TemplatePlace, inner: TemplatePlace): boolean {
  const { start, end } = outer.span;
  if (outer.id === inner.id || inner.span.start < start || inner.span.end > end) return false;
  const isSame = inner.span.start === start && inner.span.end === end;
  return !isSame || (outer.kind === 'iteration' && inner.kind !== 'foreach');
}

function sourceOf(source: string, place: TemplatePlace, places: readonly TemplatePlace[]): string | null {
  const { kind, span } = place;
  if (kind === 'else') return isUnwritten(place, places) ? null : '#else';
  if (kind === 'iteration') return null;
  if (kind !== 'foreach') return source.slice(span.start, span.end);
  const body = places.find(
    (other) => other.kind === 'iteration' && other.span.start > span.start && other.span.end <= span.end,
  );
  return source.slice(span.start, body?.span.start ?? span.end).trimEnd();
}
