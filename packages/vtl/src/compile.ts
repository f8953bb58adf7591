import type { JavaMap } from '@portico/values';
import { Payload } from '@portico/values';
import type { Analysis } from './analyze/analysis.ts';
import { analyze } from './analyze/analyze.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Dialect } from './dialect.ts';
import type { EmittedTemplate } from './emit/emit.ts';
import { emit } from './emit/emit.ts';
import { Probe } from './emit/probe.ts';
import { lex } from './lexer/lexer.ts';
import type { TemplateLimits } from './limits.ts';
import { Budget, DEFAULT_LIMITS } from './limits.ts';
import type { TemplateObserver } from './observer.ts';
import { findFurtherFaults } from './parser/further-faults.ts';
import { parse } from './parser/parse.ts';
import { RootFrame } from './runtime/frame.ts';
import type { MacroTable } from './runtime/macro.ts';
import type { Rendered } from './runtime/output.ts';
import { Output } from './runtime/output.ts';
import type { EvaluatedSource } from './runtime/render-state.ts';
import { RenderState } from './runtime/render-state.ts';
import { untilStop } from './runtime/stop-command.ts';
import type { Span } from './source-position.ts';
import { LineMap } from './source-position.ts';
import { SyntaxFault } from './syntax-fault.ts';
import { TemplateError, TemplateLimitError } from './template-error.ts';
import type { TemplateScope } from './template-scope.ts';
import { toTemplateScope } from './template-scope.ts';

export interface CompileOptions {
  readonly dialect: Dialect;
  readonly limits?: Partial<TemplateLimits>;
  /** Hears what the template does; costs nothing when absent. */
  readonly observer?: TemplateObserver;
}

/** A template ready to be rendered, any number of times, also while it is being rendered. */
export interface CompiledTemplate {
  /** Why the template does not render; empty for one that does. */
  readonly diagnostics: readonly Diagnostic[];
  /** Root names that the template mentions, in its macros and strings too. */
  readonly references: ReadonlySet<string>;
  /** True when `#evaluate` may read roots that `references` does not list. */
  readonly readsUnknownReferences: boolean;
  /**
   * The output. The context's own map is never changed (`#set` makes variables of the template); values in it may be.
   * Throws TemplateError, named as Velocity's exception, with the place in the template, and TemplateLimitError.
   */
  render(context: JavaMap | TemplateScope): string;
  /** The output as a body: of a short ASCII text no string is made. Throws as `render` does. */
  renderPayload(context: JavaMap | TemplateScope): Payload;
}

/** Compiles a template. Never throws: a template with errors has diagnostics, and throws the first of them when rendered. */
export function compileTemplate(source: string, { dialect, limits, observer }: CompileOptions): CompiledTemplate {
  const allLimits: TemplateLimits = { ...DEFAULT_LIMITS, ...limits };
  const probe = observer === undefined ? undefined : new Probe(observer);
  const compiled = compileSource(source, dialect, allLimits, new Set(), new Set(), false, probe);
  if (probe !== undefined && compiled.emitted !== undefined) observer?.compiled?.(probe.places);
  let locate: Locate | undefined;
  function renderLocated(context: JavaMap | TemplateScope, asOctets: boolean): Rendered {
    const scope = toTemplateScope(context);
    try {
      return render(compiled, scope, dialect, allLimits, probe, asOctets);
    } catch (thrown) {
      if (probe === undefined && thrown instanceof TemplateError && thrown.span === undefined) {
        locate ??= createLocate(source, dialect, allLimits);
        thrown.span = locate(thrown, scope);
      }
      throw thrown;
    }
  }
  return {
    diagnostics: compiled.diagnostics,
    references: compiled.references,
    readsUnknownReferences: compiled.readsUnknownReferences,
    render(context) {
      const output = renderLocated(context, false);
      return typeof output === 'string' ? output : Payload.fromAscii(output).text();
    },
    renderPayload(context) {
      const output = renderLocated(context, true);
      return typeof output === 'string' ? Payload.fromText(output) : Payload.fromAscii(output);
    },
  };
}

/** Where an error of rendering is. */
type Locate = (error: TemplateError, scope: TemplateScope) => Span | undefined;

/**
 * Code that renders keeps no account of where it is. What fails is rendered a second time by code that does, which only templates that
 * fail ever have. `undefined` when it does not fail in the same way, because it has changed what it reads.
 */
function createLocate(source: string, dialect: Dialect, limits: TemplateLimits): Locate {
  const observed = compileTemplate(source, { dialect, limits, observer: { entered() {}, reached() {} } });
  return ({ name, message }, scope) => {
    try {
      observed.render(scope);
    } catch (thrown) {
      if (thrown instanceof TemplateError && thrown.name === name && thrown.message === message) return thrown.span;
    }
    return undefined;
  };
}

interface CompiledSource {
  readonly diagnostics: readonly Diagnostic[];
  readonly references: ReadonlySet<string>;
  readonly readsUnknownReferences: boolean;
  readonly emitted: EmittedTemplate | undefined;
  readonly macroNames: ReadonlySet<string>;
}

function compileSource(
  source: string,
  dialect: Dialect,
  limits: TemplateLimits,
  macroNames: Set<string>,
  knownMacros: ReadonlySet<string>,
  inFrames: boolean,
  probe: Probe | undefined,
): CompiledSource {
  const parsed = parseAndAnalyze(source, macroNames, knownMacros);
  if (Array.isArray(parsed)) return { ...NOTHING, diagnostics: parsed, macroNames };
  const { diagnostics, references, features } = parsed;
  const limitsIterations = limits.foreachIterations !== Number.POSITIVE_INFINITY;
  const emitted = diagnostics.length > 0 ? undefined : emit(parsed, { dialect, limitsIterations, inFrames, probe });
  return { diagnostics, references, readsUnknownReferences: features.evaluates, emitted, macroNames };
}

const NOTHING = { references: new Set<string>(), readsUnknownReferences: false, emitted: undefined };

function parseAndAnalyze(
  source: string,
  macroNames: Set<string>,
  knownMacros: ReadonlySet<string>,
): Analysis | Diagnostic[] {
  try {
    return analyze(parse(lex(source), { macroNames, knownMacros }), { macroNames, knownMacros });
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    const lines = new LineMap(source);
    return [thrown, ...findFurtherFaults(source, thrown)].map(
      ({ code, message, start, end }): Diagnostic => ({
        code,
        message,
        span: lines.span(start, end),
        errorName: 'ParseErrorException',
      }),
    );
  }
}

function render(
  compiled: CompiledSource,
  scope: TemplateScope,
  dialect: Dialect,
  limits: TemplateLimits,
  probe: Probe | undefined,
  asOctets: boolean,
): Rendered {
  const { emitted, diagnostics } = compiled;
  if (emitted === undefined) throw diagnosticError(diagnostics[0]);
  try {
    const output =
      emitted.type === 'plain'
        ? renderPlain(emitted, scope, limits, asOctets)
        : renderInFrames(emitted, compiled, scope, dialect, limits);
    if (output.length > limits.outputLength)
      throw new TemplateLimitError('output', `the output is longer than ${limits.outputLength} characters`);
    return output;
  } catch (thrown) {
    // The stack or a string has outgrown what JavaScript allows.
    const error = thrown instanceof RangeError ? new TemplateLimitError('depth', thrown.message) : thrown;
    probe?.locate(error);
    throw error;
  }
}

/** What a plain render needs. One serves all renders but those that begin while another one runs. */
interface PlainRender {
  readonly state: RenderState;
  readonly output: Output;
}

let idle: PlainRender | undefined;

function renderPlain(
  emitted: EmittedTemplate & { type: 'plain' },
  scope: TemplateScope,
  limits: TemplateLimits,
  asOctets: boolean,
): Rendered {
  const render = idle ?? createPlainRender(limits);
  idle = undefined;
  const { state, output } = render;
  state.budget.reset(limits);
  state.maxIterations = limits.foreachIterations;
  output.reset(asOctets);
  try {
    return emitted.render(state, output, scope);
  } finally {
    idle = render;
  }
}

function createPlainRender(limits: TemplateLimits): PlainRender {
  const budget = new Budget(limits);
  const state = new RenderState(budget, limits.foreachIterations, compileNothing, NO_MACROS, NO_NAMES);
  return { state, output: new Output(budget) };
}

const NO_MACROS: MacroTable = new Map();
const NO_NAMES = new Set<string>();

function compileNothing(): never {
  throw new Error('a template without #evaluate compiles nothing while it is rendered');
}

function renderInFrames(
  emitted: EmittedTemplate & { type: 'frames' },
  compiled: CompiledSource,
  scope: TemplateScope,
  dialect: Dialect,
  limits: TemplateLimits,
): string {
  const compile = (source: string, state: RenderState) => compileEvaluated(source, state, dialect, limits);
  const names = new Set(compiled.macroNames);
  const state = new RenderState(new Budget(limits), limits.foreachIterations, compile, new Map(emitted.macros), names);
  const writer = { text: '' };
  untilStop(() => emitted.body(state)(new RootFrame(scope), writer));
  return writer.text;
}

function compileEvaluated(
  source: string,
  state: RenderState,
  dialect: Dialect,
  limits: TemplateLimits,
): EvaluatedSource {
  const compiled = compileSource(
    source,
    dialect,
    limits,
    state.macroNames,
    new Set(state.macros.keys()),
    true,
    undefined,
  );
  const { emitted } = compiled;
  if (emitted === undefined || emitted.type === 'plain')
    return { diagnostics: compiled.diagnostics, body: () => () => {}, macros: new Map() };
  return { diagnostics: compiled.diagnostics, body: emitted.body, macros: emitted.macros };
}

function diagnosticError(problem: Diagnostic | undefined): TemplateError {
  if (problem === undefined) throw new Error('a template without diagnostics was not compiled');
  const { line, column } = problem.span;
  const error = new TemplateError(problem.errorName, `${problem.message} (line ${line}, column ${column})`);
  error.span = problem.span;
  return error;
}
