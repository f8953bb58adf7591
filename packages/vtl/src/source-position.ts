/** A part of a template's source: `start` included, `end` excluded (UTF-16 code units); `line` and `column` of the start count from 1. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
}

/** Turns offsets into spans. A line ends with `\n`, `\r` or `\r\n`. */
export class LineMap {
  readonly #lineStarts: number[] = [0];

  constructor(source: string) {
    for (const lineEnd of source.matchAll(/\r\n|\r|\n/g)) this.#lineStarts.push(lineEnd.index + lineEnd[0].length);
  }

  span(start: number, end: number): Span {
    const line = this.#lineOf(start);
    return { start, end, line: line + 1, column: start - (this.#lineStarts[line] ?? 0) + 1 };
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
