import type { ASTprocess, Statement } from '@portico/vtl';
import type { Place } from '../analyze/facts.ts';
import { textPlaces } from '../template/text-places.ts';

/** What a mark stands for: a text, whose characters are those of the output, or a reference. */
export interface MarkedPlace extends Place {
  readonly isText: boolean;
}

/** A template that leaves marks in its output, so that every character of it can be told where it comes from. */
export interface Instrumented {
  readonly source: string;
  /** By the number of the mark. */
  readonly places: readonly MarkedPlace[];
}

/** Private-use characters: no template means them. */
const OPEN = '\uE0F0';
const CLOSE = '\uE0F1';

/** Marks every text and reference that is printed directly, not through a variable. */
export function instrument(source: string, tree: ASTprocess): Instrumented | undefined {
  if (source.includes(OPEN) || source.includes(CLOSE)) return undefined;
  const texts = textPlaces(source, tree);
  const places: MarkedPlace[] = [];
  walk(tree.statements);
  const ordered = places.map((place, mark) => ({ place, mark })).sort((a, b) => b.place.start - a.place.start);
  let marked = source;
  for (const { place, mark } of ordered) {
    marked = `${marked.slice(0, place.start)}${OPEN}${mark}${CLOSE}${marked.slice(place.start)}`;
  }
  return { source: marked, places };

  function walk(statements: readonly Statement[]): void {
    for (const statement of statements) {
      switch (statement.type) {
        case 'ASTText': {
          const place = texts.get(statement);
          if (place !== undefined && place.end > place.start && !/^[#$]*$/.test(statement.text))
            places.push({ ...place, isText: true });
          break;
        }
        case 'ASTReference':
          if (statement.kind !== 'runt')
            places.push({ start: statement.span.start, end: statement.span.end, isText: false });
          break;
        case 'ASTIfStatement':
          for (const { block } of statement.branches) walk(block.statements);
          walk(statement.otherwise?.statements ?? []);
          break;
        case 'ASTDirective':
          if (statement.name !== 'define' && statement.name !== 'literal') walk(statement.block?.statements ?? []);
          break;
      }
    }
  }
}

/** A piece of output and the place that printed it. */
export interface Segment {
  readonly offset: number;
  readonly place: MarkedPlace;
}

export interface MarkedOutput {
  readonly text: string;
  /** In order; what stands before the first comes from elsewhere. */
  readonly segments: readonly Segment[];
}

/** Takes the marks out of an output. */
export function readMarks(output: string, places: readonly MarkedPlace[]): MarkedOutput {
  const segments: Segment[] = [];
  let text = '';
  let at = 0;
  for (const match of output.matchAll(/\uE0F0(\d+)\uE0F1/g)) {
    text += output.slice(at, match.index);
    at = match.index + match[0].length;
    const place = places[Number(match[1])];
    if (place !== undefined) segments.push({ offset: text.length, place });
  }
  return { text: text + output.slice(at), segments };
}

/** The segment that an offset of the output lies in, and the one before it. */
export function segmentAt(
  { segments }: MarkedOutput,
  offset: number,
): { at: Segment | undefined; before: Segment | undefined } {
  let index = -1;
  for (const [i, segment] of segments.entries()) if (segment.offset <= offset) index = i;
  return { at: segments[index], before: segments[index - 1] };
}
