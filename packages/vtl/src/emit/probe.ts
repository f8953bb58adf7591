import type { Value } from '@portico/values';
import type { ASTStringLiteral } from '../ast.ts';
import type { PlaceKind, TemplateObserver, TemplatePlace } from '../observer.ts';
import type { Span } from '../source-position.ts';
import { TemplateError, TemplateLimitError } from '../template-error.ts';

/**
 * The instrumentation of one observed template: a table of its places, and the functions that its code calls with their indexes.
 * A template that nobody observes has no probe, and not a character of its code differs for it.
 */
export class Probe {
  readonly places: TemplatePlace[] = [];
  readonly #observer: TemplateObserver;
  readonly #known = new Map<string, number>();
  readonly #calls: Span[] = [];
  /** Of the string literal being emitted: its own template counts positions from the start of the string. */
  #origin: ((span: Span) => Span) | undefined;
  /** The place that was entered last: where an error is that no call accounts for. */
  #current: Span | undefined;

  constructor(observer: TemplateObserver) {
    this.#observer = observer;
  }

  /** The index of a place. */
  place(kind: PlaceKind, span: Span): number {
    const origin = this.#origin?.(span) ?? span;
    const key = `${kind} ${origin.start} ${origin.end}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.places.length;
    this.places.push({ id, kind, span: origin });
    this.#known.set(key, id);
    return id;
  }

  /** The index of a call that may fail. */
  call(span: Span): number {
    return this.#calls.push(this.#origin?.(span) ?? span) - 1;
  }

  /** Emits the template of a string literal. */
  inString(literal: ASTStringLiteral, emit: () => string): string {
    const outer = this.#origin;
    const place = outer?.(literal.span) ?? literal.span;
    // With escapes in it, positions in the text are not those in the source.
    const isVerbatim = !/^"[\s\S]*(?:""|\\u)[\s\S]*"$/.test(literal.image);
    this.#origin = isVerbatim ? (span) => within(place, span) : () => place;
    try {
      return emit();
    } finally {
      this.#origin = outer;
    }
  }

  /** What generated code can name, besides the runtime. */
  readonly functions: Readonly<Record<string, unknown>> = {
    enter: (id: number): void => {
      const place = this.#at(id);
      this.#current = place.span;
      this.#observer.entered(place);
    },
    seen: (id: number, value: Value | undefined): Value | undefined => {
      this.#observer.reached(this.#at(id), value);
      return value;
    },
    tested: (id: number, value: boolean): boolean => {
      this.#observer.reached(this.#at(id), value);
      return value;
    },
    iterated: (id: number, item: Value, index: number): void => this.#observer.reached(this.#at(id), item, index),
    at: (call: number, run: (...args: readonly unknown[]) => unknown, ...args: readonly unknown[]): unknown => {
      try {
        return run(...args);
      } catch (thrown) {
        locate(thrown, this.#calls[call]);
        throw thrown;
      }
    },
  };

  /** Says where an error of the template is that does not say so itself. */
  locate(thrown: unknown): void {
    locate(thrown, this.#current);
  }

  #at(id: number): TemplatePlace {
    const place = this.places[id];
    if (place === undefined) throw new Error(`there is no place ${id}`);
    return place;
  }
}

function locate(thrown: unknown, span: Span | undefined): void {
  if (thrown instanceof TemplateError || thrown instanceof TemplateLimitError) thrown.span ??= span;
}

function within(literal: Span, inner: Span): Span {
  const start = literal.start + 1 + inner.start;
  const end = Math.min(literal.start + 1 + inner.end, literal.end - 1);
  if (inner.line > 1) return { start, end, line: literal.line + inner.line - 1, column: inner.column };
  return { start, end, line: literal.line, column: literal.column + inner.column };
}
