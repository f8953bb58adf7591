import type { Analysis } from '../analyze/analysis.ts';
import type { Expression, Statement } from '../ast.ts';
import type { Dialect } from '../dialect.ts';
import type { PlaceKind } from '../observer.ts';
import type { Span } from '../source-position.ts';
import type { Printer, TextRange } from './printer.ts';
import type { Probe } from './probe.ts';

/** A loop around the code being emitted: names of its JavaScript variables. */
export interface EmittedLoop {
  readonly variable: string;
  readonly label: string;
  readonly item: string;
  readonly count: string;
  readonly hasNext: string;
  /** The item is read from the text that the loop splits. */
  readonly range?: TextRange;
}

/** The two emitters that all others come back to: statements hold expressions, and strings in expressions hold statements. */
export interface Emitters {
  readonly statements: (scope: CodeScope, statements: readonly Statement[]) => void;
  readonly value: (scope: CodeScope, expression: Expression) => string;
}

/**
 * What the emitters share about one template.
 * `frames`: variables are looked up by name at run time (macros, blocks, `#evaluate`); else they are JavaScript variables.
 */
export class TemplateCode {
  readonly analysis: Analysis;
  readonly dialect: Dialect;
  readonly frames: boolean;
  readonly limitsIterations: boolean;
  readonly emitters: Emitters;
  /** Set when the template is observed. */
  readonly probe: Probe | undefined;
  /** Context variables, by name: their JavaScript variables. */
  readonly slots: Map<string, string> = new Map();
  /** Constant declarations in front of the render function. */
  readonly constants: string[] = [];
  #counter = 0;

  constructor(
    options: Pick<TemplateCode, 'analysis' | 'dialect' | 'frames' | 'limitsIterations' | 'emitters' | 'probe'>,
  ) {
    this.analysis = options.analysis;
    this.dialect = options.dialect;
    this.frames = options.frames;
    this.limitsIterations = options.limitsIterations;
    this.emitters = options.emitters;
    this.probe = options.probe;
  }

  /** A JavaScript name that nothing else has. */
  fresh(prefix: string): string {
    return `${prefix}${++this.#counter}`;
  }

  /** The JavaScript variable of a context variable. */
  slot(name: string): string {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.fresh('v');
      this.slots.set(name, slot);
    }
    return slot;
  }

  constant(expression: string): string {
    const name = this.fresh('k');
    this.constants.push(`const ${name} = ${expression};`);
    return name;
  }
}

/** Where a piece of code is: one JavaScript function. Statements are collected here. */
export class CodeScope {
  readonly template: TemplateCode;
  readonly printer: Printer;
  /** Loops of this function, innermost last. */
  readonly loops: readonly EmittedLoop[];
  /** What `#break` means outside of a loop of this function. */
  readonly breaks: 'return' | 'return-true' | 'throw';
  readonly stops: 'return' | 'throw';
  readonly #lines: string[];
  readonly #temporaries: string[];

  constructor(
    template: TemplateCode,
    options: Pick<CodeScope, 'printer' | 'breaks' | 'stops'> & { loops?: readonly EmittedLoop[]; inside?: CodeScope },
  ) {
    this.template = template;
    this.printer = options.printer;
    this.breaks = options.breaks;
    this.stops = options.stops;
    this.loops = options.loops ?? [];
    this.#lines = options.inside === undefined ? [] : options.inside.#lines;
    this.#temporaries = options.inside === undefined ? [] : options.inside.#temporaries;
  }

  /** The same function, one loop further in. */
  inLoop(loop: EmittedLoop): CodeScope {
    const { template, printer, breaks, stops } = this;
    return new CodeScope(template, { printer, breaks, stops, loops: [...this.loops, loop], inside: this });
  }

  /** Emits statements here. */
  statements(statements: readonly Statement[]): void {
    this.template.emitters.statements(this, statements);
  }

  /** The value of an expression, as a JavaScript expression. */
  value(expression: Expression): string {
    return this.template.emitters.value(this, expression);
  }

  line(code: string): void {
    this.#flush();
    this.#lines.push(code);
  }

  #flush(): void {
    for (const line of this.printer.flush()) this.#lines.push(line);
  }

  /** Tells an observer that work at a place begins. */
  enter(kind: PlaceKind, span: Span): void {
    const { probe } = this.template;
    if (probe !== undefined) this.line(`enter(${probe.place(kind, span)});`);
  }

  /** A value, or a boolean by `tested`, that an observer sees on its way. */
  observed(kind: PlaceKind, span: Span, value: string, by: 'seen' | 'tested' = 'seen'): string {
    const { probe } = this.template;
    return probe === undefined ? value : `${by}(${probe.place(kind, span)}, ${value})`;
  }

  /** A variable for an intermediate value. */
  temporary(): string {
    const name = this.template.fresh('t');
    this.#temporaries.push(name);
    return name;
  }

  /** The body of the function. */
  body(): string {
    this.#flush();
    const declarations = this.#temporaries.length === 0 ? [] : [`let ${this.#temporaries.join(', ')};`];
    return [...declarations, ...this.#lines].join('\n');
  }
}
