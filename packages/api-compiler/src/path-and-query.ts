/** A raw path and a raw query where they stand in a request target. Texts of them are made for those who ask: a request is routed without. */
export class PathAndQuery {
  readonly text: string;
  /** Where the path begins. */
  readonly start: number;
  /** Where the question mark is, or would be: what follows it is the query. */
  readonly pathEnd: number;

  constructor(text: string, start: number, pathEnd: number) {
    this.text = text;
    this.start = start;
    this.pathEnd = pathEnd;
  }

  /** @param query without the question mark */
  static of(path: string, query: string): PathAndQuery {
    return new PathAndQuery(query === '' ? path : `${path}?${query}`, 0, path.length);
  }

  /** @param text `/pets/1?a=b` */
  static parse(text: string): PathAndQuery {
    const question = text.indexOf('?');
    return new PathAndQuery(text, 0, question === -1 ? text.length : question);
  }

  /** Begins with a slash. */
  get path(): string {
    return this.start < this.pathEnd ? this.text.slice(this.start, this.pathEnd) : '/';
  }

  /** After the question mark; empty without one. */
  get query(): string {
    return this.text.slice(this.pathEnd + 1);
  }
}
