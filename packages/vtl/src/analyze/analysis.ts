import type { ASTBlock, ASTprocess, ASTStringLiteral } from '../ast.ts';
import type { Diagnostic } from '../diagnostic.ts';

/** A template that has been read completely, its string literals included. */
export interface Analysis {
  readonly tree: ASTprocess;
  readonly strings: ReadonlyMap<ASTStringLiteral, AnalyzedString>;
  /** In the order of definition; the first definition of a name wins. */
  readonly macros: readonly MacroDefinition[];
  readonly diagnostics: readonly Diagnostic[];
  /** Root names of all references. */
  readonly references: ReadonlySet<string>;
  readonly features: Features;
}

export type AnalyzedString =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'template'; readonly tree: ASTprocess; readonly dropsLast: boolean };

export interface MacroDefinition {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: ASTBlock;
}

/** What decides how a template has to be compiled. */
export interface Features {
  readonly evaluates: boolean;
  readonly definesBlocks: boolean;
  readonly macroCalls: ReadonlySet<string>;
  /** `#break` or `#stop` inside of a string. */
  readonly stopsInString: boolean;
  /** `#break($scope)`. */
  readonly stopsByScope: boolean;
  /** A loop variable, or `$foreach` itself, is changed or used as an object. */
  readonly touchesLoopState: boolean;
}
