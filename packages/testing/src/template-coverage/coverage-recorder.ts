import type { TemplateObserver, TemplatePlace } from '@portico/vtl';

/** What tests have reached in the templates of one file. */
export interface TemplateCoverage {
  readonly file: string;
  /** Which template of the file, when it holds several: `GET /pets requestTemplates[application/json]`; else empty. */
  readonly part: string;
  /** How many lines of the file stand before the first of the template. `undefined`: its lines are not lines of the file. */
  readonly lineOffset: number | undefined;
  readonly directives: readonly CoveredPlace[];
  readonly branches: readonly CoveredBranch[];
}

/** A directive or a reference. */
export interface CoveredPlace {
  readonly line: number;
  readonly column: number;
  readonly hits: number;
}

/** One way to go on at `#if`, `#elseif`, `#else` (also one that is not written), and at `#foreach` (with items, without). */
export interface CoveredBranch extends CoveredPlace {
  readonly what: 'true' | 'else' | 'items' | 'no items';
  /** Branches of one directive have one block number. */
  readonly block: number;
}

export interface CoverageRecorder {
  /** An observer for one compiled template; several of one place and source are counted together. */
  observer(template: {
    readonly file: string;
    readonly part: string;
    readonly source: string;
    readonly lineOffset?: number | undefined;
  }): TemplateObserver;
  /** By file; templates without any directive are left out. */
  templates(): readonly TemplateCoverage[];
}

export function createCoverageRecorder(): CoverageRecorder {
  const recorded = new Map<string, Counter>();
  return {
    observer({ file, part, source, lineOffset }) {
      const key = JSON.stringify([file, part, source]);
      const counter = recorded.get(key) ?? new Counter({ file, part, lineOffset });
      recorded.set(key, counter);
      return counter;
    },
    templates: () =>
      [...recorded.values()]
        .map((counter) => counter.coverage())
        .filter(({ directives }) => directives.length > 0)
        .sort((a, b) => order(a.file, b.file) || order(a.part, b.part)),
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type CoveredTemplate = Pick<TemplateCoverage, 'file' | 'part' | 'lineOffset'>;

class Counter implements TemplateObserver {
  readonly #template: CoveredTemplate;
  #places: readonly TemplatePlace[] = [];
  #reached: number[] = [];
  /** Iterations with index 0: loops that have items. */
  #begun: number[] = [];
  /** Conditions that were true. */
  #held: number[] = [];

  constructor(template: CoveredTemplate) {
    this.#template = template;
  }

  compiled(places: readonly TemplatePlace[]): void {
    if (this.#places.length > 0) return;
    this.#places = places;
    this.#reached = places.map(() => 0);
    this.#begun = places.map(() => 0);
    this.#held = places.map(() => 0);
  }

  entered({ id, kind }: TemplatePlace): void {
    if (kind === 'if' || kind === 'directive') this.#add(this.#reached, id);
  }

  reached({ id, kind }: TemplatePlace, value: unknown, index?: number): void {
    this.#add(this.#reached, id);
    if (kind === 'iteration' && index === 0) this.#add(this.#begun, id);
    if (kind === 'condition' && value === true) this.#add(this.#held, id);
  }

  coverage(): TemplateCoverage {
    const directives: CoveredPlace[] = [];
    const branches: CoveredBranch[] = [];
    const ifs = this.#places.filter(({ kind }) => kind === 'if');
    const loops = this.#places.filter(({ kind }) => kind === 'foreach');
    for (const { id, kind, span } of this.#places) {
      const { line, column } = span;
      const hits = this.#reached[id] ?? 0;
      const here = { line, column };
      switch (kind) {
        case 'reference':
        case 'set':
        case 'if':
        case 'directive':
        case 'foreach':
          directives.push({ ...here, hits });
          break;
        case 'condition':
          branches.push({ ...here, hits: this.#held[id] ?? 0, what: 'true', block: innermost(ifs, span) });
          break;
        case 'else':
          branches.push({ ...here, hits, what: 'else', block: innermost(ifs, span) });
          break;
        case 'iteration': {
          const block = innermost(loops, span);
          const begun = this.#begun[id] ?? 0;
          branches.push({ ...here, hits: begun, what: 'items', block });
          branches.push({ ...here, hits: (this.#reached[block] ?? 0) - begun, what: 'no items', block });
          break;
        }
        default:
          kind satisfies never;
      }
    }
    return { ...this.#template, directives, branches };
  }

  #add(counts: number[], id: number): void {
    counts[id] = (counts[id] ?? 0) + 1;
  }
}

/** The id of the smallest place around a span. */
function innermost(places: readonly TemplatePlace[], span: TemplatePlace['span']): number {
  let best: TemplatePlace | undefined;
  for (const place of places) {
    if (place.span.start > span.start || place.span.end < span.end) continue;
    if (best === undefined || place.span.end - place.span.start < best.span.end - best.span.start) best = place;
  }
  return best?.id ?? -1;
}
