import type { ASTBlock, Span } from '@portico/vtl';
import type { InputNode } from '../input/input-node.ts';
import type { InputTree } from '../input/input-tree.ts';
import type { JsonPosition } from '../json/json-position.ts';
import type { RuleId } from '../rules.ts';
import type { Escape } from '../value/taint.ts';

/** Offsets in the template: start included, end excluded. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** An input that reaches the output where its text may change the JSON around it. */
export interface Exposure {
  readonly node: InputNode;
  readonly escaping: Escape;
  readonly position: Exclude<JsonPosition, 'document'>;
  readonly place: Place;
}

/** Something odd about a place; it counts when it holds each time the place is reached. */
export interface Observation {
  readonly rule: RuleId;
  readonly place: Place;
  readonly reason: string;
  readonly remedy?: string | undefined;
}

/** What reading a template tells without rendering it. */
export class Facts {
  readonly inputs: InputTree;
  readonly #exposures = new Map<string, Exposure>();
  readonly #observations = new Map<string, { visits: number; hits: number; first: Observation | undefined }>();
  readonly #outcomes = new Map<ASTBlock | Span, { place: Place; outcomes: Set<boolean | undefined>; reason: string }>();
  readonly visited: Set<ASTBlock> = new Set();
  /** A source that is only known at run time is evaluated: variables may be used there. */
  isOpaque = false;
  /** The budget was used up: what was not seen may still be there. */
  isCut = false;

  constructor(inputs: InputTree) {
    this.inputs = inputs;
  }

  expose(exposure: Exposure): void {
    const key = `${exposure.place.start}-${exposure.place.end}-${exposure.position}-${exposure.node.name}`;
    if (!this.#exposures.has(key)) this.#exposures.set(key, exposure);
  }

  get exposures(): readonly Exposure[] {
    return [...this.#exposures.values()];
  }

  /** `reason`: what is odd this time; `undefined`: nothing. */
  observe(rule: RuleId, place: Place, reason: string | undefined, remedy?: string): void {
    const key = `${rule}-${place.start}-${place.end}`;
    const known = this.#observations.get(key) ?? { visits: 0, hits: 0, first: undefined };
    known.visits++;
    if (reason !== undefined) {
      known.hits++;
      known.first ??= { rule, place, reason, remedy };
    }
    this.#observations.set(key, known);
  }

  get observations(): readonly Observation[] {
    return [...this.#observations.values()].flatMap(({ visits, hits, first }) =>
      visits === hits && first !== undefined ? [first] : [],
    );
  }

  /** Whether a condition was true, false or either (`undefined`) this time. */
  decide(condition: Span, place: Place, outcome: boolean | undefined, reason: string): void {
    const known = this.#outcomes.get(condition) ?? { place, outcomes: new Set(), reason };
    known.outcomes.add(outcome);
    this.#outcomes.set(condition, known);
  }

  /** Conditions that came out the same each time. */
  get constantConditions(): readonly { place: Place; outcome: boolean; reason: string }[] {
    return [...this.#outcomes.values()].flatMap(({ place, outcomes, reason }) => {
      const [outcome] = outcomes;
      return outcomes.size === 1 && outcome !== undefined ? [{ place, outcome, reason }] : [];
    });
  }
}
