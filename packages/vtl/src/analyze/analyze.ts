import type {
  ASTBlock,
  ASTDirective,
  ASTprocess,
  ASTReference,
  ASTStringLiteral,
  DirectiveArgument,
  Expression,
  Statement,
} from '../ast.ts';
import type { Diagnostic, DiagnosticCode, VelocityErrorName } from '../diagnostic.ts';
import { lex } from '../lexer/lexer.ts';
import { parse } from '../parser/parse.ts';
import type { Span } from '../source-position.ts';
import { SyntaxFault } from '../syntax-fault.ts';
import type { Analysis, AnalyzedString, MacroDefinition } from './analysis.ts';
import { checkDirective } from './check-directive.ts';
import { isLoopProperty } from './loop-property.ts';
import { readStringLiteral } from './string-literal.ts';

/** Strings within strings may nest this deep. */
const MAX_STRING_DEPTH = 20;

export interface AnalyzeOptions {
  /** See ParseOptions. */
  readonly macroNames: Set<string>;
  /** Macros that exist before this template defines its own. */
  readonly knownMacros: ReadonlySet<string>;
}

/**
 * Second pass, in the order in which Velocity initialises its nodes: reads string literals, collects macros, checks directives.
 * Reports all that is wrong; the first diagnostic is the error that Velocity throws.
 */
export function analyze(tree: ASTprocess, options: AnalyzeOptions): Analysis {
  const analyzer = new Analyzer(options);
  analyzer.statements(tree.statements);
  return {
    tree,
    strings: analyzer.strings,
    macros: analyzer.macros,
    diagnostics: analyzer.diagnostics,
    references: analyzer.references,
    features: analyzer.features,
  };
}

class Analyzer {
  readonly strings = new Map<ASTStringLiteral, AnalyzedString>();
  readonly macros: MacroDefinition[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly references = new Set<string>();
  readonly features = {
    evaluates: false,
    definesBlocks: false,
    macroCalls: new Set<string>(),
    stopsInString: false,
    stopsByScope: false,
    touchesLoopState: false,
  };
  readonly #macroNames: Set<string>;
  readonly #knownMacros: Set<string>;
  #stringDepth = 0;
  #outerString: Span | undefined;
  /** Variables of the loops around, innermost last. */
  #loops: readonly string[] = [];

  constructor(options: AnalyzeOptions) {
    this.#macroNames = options.macroNames;
    this.#knownMacros = new Set(options.knownMacros);
  }

  statements(statements: readonly Statement[]): void {
    for (const statement of statements) this.#statement(statement);
  }

  #statement(statement: Statement): void {
    switch (statement.type) {
      case 'ASTText':
        return;
      case 'ASTReference':
        this.#reference(statement);
        return;
      case 'ASTSetDirective':
        this.#reference(statement.left);
        this.#expression(statement.right);
        this.#assignment(statement.left);
        return;
      case 'ASTIfStatement':
        for (const { condition, block } of statement.branches) {
          this.#expression(condition);
          this.statements(block.statements);
        }
        if (statement.otherwise !== undefined) this.statements(statement.otherwise.statements);
        return;
      case 'ASTDirective':
        this.#directive(statement);
        return;
    }
  }

  #directive(directive: ASTDirective): void {
    for (const argument of directive.args ?? []) {
      if (argument.type !== 'ASTWord') this.#expression(argument);
    }
    const loop = directive.name === 'foreach' ? loopVariable(directive.args?.[0]) : undefined;
    if (directive.block !== undefined) this.#block(directive.block, loop, directive.name !== 'foreach');
    const problem = checkDirective(directive);
    if (problem !== undefined) this.#report(problem.code, problem.message, directive.span, problem.errorName);
    switch (directive.name) {
      case 'macro':
        this.#macro(directive);
        break;
      case 'define':
        this.features.definesBlocks = true;
        break;
      case 'evaluate':
        this.features.evaluates = true;
        break;
      case 'break':
      case 'stop':
        if (this.#stringDepth > 0) this.features.stopsInString = true;
        if (directive.name === 'break' && (directive.args?.length ?? 0) > 0) this.features.stopsByScope = true;
        break;
      case 'foreach':
        if (loop !== undefined && (this.#loops.includes(loop) || LOOP_NAMES.has(loop)))
          this.features.touchesLoopState = true;
        break;
      default:
        this.features.macroCalls.add(directive.name.replace(/^@/, ''));
    }
  }

  #block(block: ASTBlock, loop: string | undefined, isFunction: boolean): void {
    const outer = this.#loops;
    // The body of a macro or block runs elsewhere: it sees no loop of the text around it.
    if (isFunction) this.#loops = [];
    else if (loop !== undefined) this.#loops = [...outer, loop];
    this.statements(block.statements);
    this.#loops = outer;
  }

  #macro({ args, block }: ASTDirective): void {
    const [name, ...parameters] = args ?? [];
    if (name?.type !== 'ASTWord' || block === undefined) return;
    this.macros.push({ name: name.word, parameters: parameters.map(parameterName), body: block });
    this.#knownMacros.add(name.word);
  }

  #assignment(left: ASTReference): void {
    const { assignedName } = left;
    if (left.path.length === 0 && (this.#loops.includes(assignedName) || LOOP_NAMES.has(assignedName))) {
      this.features.touchesLoopState = true;
    }
  }

  #reference(reference: ASTReference): void {
    if (reference.kind !== 'runt') this.references.add(reference.root);
    if (reference.root === 'foreach' && this.#loops.length > 0 && !isLoopProperty(reference, this.#loops.length)) {
      this.features.touchesLoopState = true;
    }
    for (const step of reference.path) {
      if (step.type === 'ASTMethod') for (const argument of step.args) this.#expression(argument);
      else if (step.type === 'ASTIndex') this.#expression(step.index);
    }
  }

  #expression(expression: Expression): void {
    switch (expression.type) {
      case 'ASTReference':
        this.#reference(expression);
        return;
      case 'ASTStringLiteral':
        this.#string(expression);
        return;
      case 'ASTIntegerLiteral':
      case 'ASTFloatingPointLiteral':
        // A stray `#` or `$` before a number is part of the token, and Java cannot read the number then.
        if (!/^[-.0-9]/.test(expression.image)) {
          this.#report('bad-number', `${expression.image} is not a number`, expression.span, 'NumberFormatException');
        }
        return;
      case 'ASTTrue':
      case 'ASTFalse':
        return;
      case 'ASTIntegerRange':
        this.#expression(expression.from);
        this.#expression(expression.to);
        return;
      case 'ASTMap':
        for (const { key, value } of expression.entries) {
          this.#expression(key);
          this.#expression(value);
        }
        return;
      case 'ASTObjectArray':
        for (const item of expression.items) this.#expression(item);
        return;
      case 'ASTExpression':
        this.#expression(expression.expression);
        return;
      case 'ASTNotNode':
        this.#expression(expression.operand);
        return;
      default:
        this.#expression(expression.left);
        this.#expression(expression.right);
    }
  }

  #string(literal: ASTStringLiteral): void {
    const before = this.#outerString;
    this.#outerString ??= literal.span;
    this.#stringDepth++;
    try {
      if (this.#stringDepth > MAX_STRING_DEPTH) {
        throw new SyntaxFault('nested-too-deep', 'strings are nested too deep', literal.span.start, literal.span.end);
      }
      const content = readStringLiteral(literal);
      if (content.type === 'text') {
        this.strings.set(literal, content);
      } else {
        const tree = parse(lex(content.source), { macroNames: this.#macroNames, knownMacros: this.#knownMacros });
        this.strings.set(literal, { type: 'template', tree, dropsLast: content.dropsLast });
        this.statements(tree.statements);
      }
    } catch (thrown) {
      if (!(thrown instanceof SyntaxFault)) throw thrown;
      const errorName = STRING_ERRORS.get(thrown.code) ?? 'ParseErrorException';
      this.#report(thrown.code, `in a string: ${thrown.message}`, literal.span, errorName);
    }
    this.#stringDepth--;
    this.#outerString = before;
  }

  /** Inside of a string, positions are those of the string. */
  #report(code: DiagnosticCode, message: string, span: Span, errorName: VelocityErrorName): void {
    this.diagnostics.push({ code, message, span: this.#outerString ?? span, errorName });
  }
}

const STRING_ERRORS: ReadonlyMap<DiagnosticCode, VelocityErrorName> = new Map([
  ['bad-string-literal', 'NumberFormatException'],
  ['unfinished-unicode-escape', 'StringIndexOutOfBoundsException'],
]);

/** Variables that a loop sets besides its own. */
const LOOP_NAMES: ReadonlySet<string> = new Set(['foreach', 'velocityCount', 'velocityHasNext']);

/** The variable of `#foreach($variable in ...)`. Velocity takes the text of whatever stands there. */
export function loopVariable(argument: DirectiveArgument | undefined): string {
  if (argument?.type === 'ASTReference') return argument.root;
  return firstImage(argument).slice(1);
}

/** The parameter that an argument of `#macro` declares. */
function parameterName(argument: DirectiveArgument): string {
  return argument.type === 'ASTReference' ? argument.assignedName : firstImage(argument);
}

/** The first token of an argument. */
export function firstImage(argument: DirectiveArgument | undefined): string {
  switch (argument?.type) {
    case 'ASTReference':
      return `$${argument.assignedName}`;
    case 'ASTStringLiteral':
    case 'ASTIntegerLiteral':
    case 'ASTFloatingPointLiteral':
      return argument.image;
    case 'ASTWord':
      return argument.word;
    case 'ASTTrue':
      return 'true';
    case 'ASTFalse':
      return 'false';
    case 'ASTMap':
      return '{';
    default:
      return '[';
  }
}
