import type { Analysis } from '../analyze/analysis.ts';
import type { Dialect } from '../dialect.ts';
import type { Body, Macro } from '../runtime/macro.ts';
import type { Output, Rendered } from '../runtime/output.ts';
import type { RenderState } from '../runtime/render-state.ts';
import { RUNTIME } from '../runtime/runtime.ts';
import type { TemplateScope } from '../template-scope.ts';
import { CodeScope, TemplateCode } from './code-scope.ts';
import { emitBody } from './emit-directive.ts';
import { emitValue } from './emit-expression.ts';
import { emitStatements } from './emit-statement.ts';
import { BufferPrinter, quote, StringPrinter } from './printer.ts';
import type { Probe } from './probe.ts';

/** The functions that a template becomes. */
export type EmittedTemplate =
  | { readonly type: 'plain'; readonly render: (state: RenderState, output: Output, scope: TemplateScope) => Rendered }
  | {
      readonly type: 'frames';
      readonly body: (state: RenderState) => Body;
      readonly macros: ReadonlyMap<string, Macro>;
    };

export interface EmitOptions {
  readonly dialect: Dialect;
  /** A loop ends after `RenderState.maxIterations`. */
  readonly limitsIterations: boolean;
  /** Macros that exist outside of this source (for `#evaluate`). */
  readonly inFrames: boolean;
  /** Set when the template is observed. */
  readonly probe?: Probe | undefined;
}

/**
 * Last pass: JavaScript, compiled once. The code is a function of the runtime alone and of what render passes to it; literals of
 * the template are in it as JSON and as numbers only.
 */
export function emit(analysis: Analysis, options: EmitOptions): EmittedTemplate {
  const frames = options.inFrames || needsFrames(analysis);
  const template = new TemplateCode({
    analysis,
    dialect: options.dialect,
    frames,
    limitsIterations: options.limitsIterations,
    emitters: { statements: emitStatements, value: emitValue },
    probe: options.probe,
  });
  const result = frames ? emitInFrames(template) : emitPlain(template);
  const code = ['"use strict";', ...template.constants, result].join('\n');
  const known = options.probe === undefined ? RUNTIME : { ...RUNTIME, ...options.probe.functions };
  const names = Object.keys(known).filter((name) => code.includes(name));
  return new Function(...names, code)(...names.map((name) => known[name])) as EmittedTemplate;
}

/** Variables of the context become JavaScript variables. */
function emitPlain(template: TemplateCode): string {
  const printer = new BufferPrinter(template);
  const scope = new CodeScope(template, { printer, breaks: 'return', stops: 'return' });
  emitStatements(scope, template.analysis.tree.statements);
  const body = scope.body();
  const slots = [...template.slots.values()];
  const declarations = slots.length === 0 ? '' : `let ${slots.join(', ')};\n`;
  return `return { type: "plain", render: (S, O, scope) => {\nconst b = O.bytes, d = O.view;\nlet a = 0;\n${declarations}${body}\nreturn ${printer.result};\n} };`;
}

function emitInFrames(template: TemplateCode): string {
  const scope = new CodeScope(template, { printer: new StringPrinter('w.text'), breaks: 'throw', stops: 'throw' });
  const main = emitBody(scope, {
    type: 'ASTBlock',
    statements: template.analysis.tree.statements,
    span: NOWHERE,
    literal: undefined,
  });
  const macros = new Map<string, string>();
  for (const { name, parameters, body } of template.analysis.macros) {
    if (macros.has(name)) continue;
    const names = parameters.map(quote).join(', ');
    macros.set(name, `[${quote(name)}, { parameters: [${names}], body: (S) => ${emitBody(scope, body)} }]`);
  }
  return `return { type: "frames", body: (S) => ${main}, macros: new Map([${[...macros.values()].join(',\n')}]) };`;
}

const NOWHERE = { start: 0, end: 0, line: 1, column: 1 };

/** Whether variables must be found by name at run time: whatever runs code of one place in the scope of another. */
function needsFrames({ features, macros }: Analysis): boolean {
  return (
    features.evaluates ||
    features.definesBlocks ||
    features.stopsInString ||
    features.stopsByScope ||
    features.touchesLoopState ||
    macros.some(({ name }) => features.macroCalls.has(name))
  );
}
