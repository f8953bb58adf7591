import type { AnalyzedString, MacroDefinition } from './analyze/analysis.ts';
import { analyze } from './analyze/analyze.ts';
import type { ASTprocess, ASTStringLiteral } from './ast.ts';
import type { Diagnostic } from './diagnostic.ts';
import { METHOD_TABLES } from './java/method-tables.ts';
import { lex } from './lexer/lexer.ts';
import { parse } from './parser/parse.ts';
import { LineMap } from './source-position.ts';
import { SyntaxFault } from './syntax-fault.ts';

/** A template as data, for tools that read templates instead of rendering them. */
export interface ParsedTemplate {
  /** `undefined` when the template cannot be read to its end. */
  readonly tree: ASTprocess | undefined;
  /** What the string literals stand for. Spans in the tree of a string count from the string's own first character. */
  readonly strings: ReadonlyMap<ASTStringLiteral, AnalyzedString>;
  readonly macros: readonly MacroDefinition[];
  /** Why the template does not render; the same as those of `compileTemplate`. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a template. Never throws. */
export function parseTemplate(source: string): ParsedTemplate {
  const options = { macroNames: new Set<string>(), knownMacros: new Set<string>() };
  try {
    const { tree, strings, macros, diagnostics } = analyze(parse(lex(source), options), options);
    return { tree, strings, macros, diagnostics };
  } catch (thrown) {
    if (!(thrown instanceof SyntaxFault)) throw thrown;
    const span = new LineMap(source).span(thrown.start, thrown.end);
    const problem: Diagnostic = {
      code: thrown.code,
      message: thrown.message,
      span,
      errorName: 'ParseErrorException',
    };
    return { tree: undefined, strings: new Map(), macros: [], diagnostics: [problem] };
  }
}

/** The names of the methods that a template can call on an object of a Java class (`String`, `List`, `Map`, `Integer`, ...). */
export const METHOD_NAMES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(METHOD_TABLES).map(([type, table]) => [type, new Set(table.keys())]),
);
