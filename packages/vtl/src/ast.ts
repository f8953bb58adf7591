import type { Span } from './source-position.ts';

/** The syntax tree, in Velocity's own words (ASTReference, ASTSetDirective, ...). Plain data, never changed after parsing. */
export interface ASTprocess {
  readonly type: 'ASTprocess';
  readonly statements: readonly Statement[];
}

export type Statement = ASTText | ASTReference | ASTSetDirective | ASTIfStatement | ASTDirective;

/** Text that is printed as it stands: plain text, a text block, an escape, what a comment leaves. */
export interface ASTText {
  readonly type: 'ASTText';
  readonly text: string;
}

export interface ASTBlock {
  readonly type: 'ASTBlock';
  readonly statements: readonly Statement[];
  readonly span: Span;
  /** The source of the block, escapes of references taken off; `undefined` for an empty block. */
  readonly literal: string | undefined;
}

/** `$root.path`, `$!root`, `${root}`. A runt is an identifier that the lexer takes for a reference although it has no `$`: text. */
export interface ASTReference {
  readonly type: 'ASTReference';
  readonly kind: 'normal' | 'quiet' | 'formal' | 'runt';
  readonly root: string;
  readonly path: readonly PathStep[];
  /** An odd number of backslashes stood before the `$`. */
  readonly escaped: boolean;
  /** Half of the backslashes before the `$`. */
  readonly escapePrefix: string;
  /** `#` and `$` that stood before the reference and are text. */
  readonly morePrefix: string;
  /** What is printed when the value is null. */
  readonly nullString: string;
  /** The source text of the reference. */
  readonly literal: string;
  /** `$\!foo` is no reference: it has no value and cannot be set. */
  readonly computable: boolean;
  /** The variable that `#set($this = ...)` assigns: differs from `root` for `$!x` and `${x}`, which Velocity gets wrong. */
  readonly assignedName: string;
  readonly span: Span;
}

export type PathStep = ASTIdentifier | ASTMethod | ASTIndex;

export interface ASTIdentifier {
  readonly type: 'ASTIdentifier';
  readonly name: string;
  readonly span: Span;
}

export interface ASTMethod {
  readonly type: 'ASTMethod';
  readonly name: string;
  readonly args: readonly Expression[];
  readonly span: Span;
}

export interface ASTIndex {
  readonly type: 'ASTIndex';
  readonly index: Expression;
  readonly span: Span;
}

export interface ASTSetDirective {
  readonly type: 'ASTSetDirective';
  readonly left: ASTReference;
  readonly right: Expression;
  readonly span: Span;
}

export interface ASTIfStatement {
  readonly type: 'ASTIfStatement';
  /** `#if` and each `#elseif`. */
  readonly branches: readonly { readonly condition: Expression; readonly block: ASTBlock }[];
  readonly otherwise: ASTBlock | undefined;
  readonly span: Span;
}

/** `#name`, `#name(args)` or `#name(args) block #end`: a built-in directive or a call of a macro. */
export interface ASTDirective {
  readonly type: 'ASTDirective';
  readonly name: string;
  /** `undefined` when the name is not followed by parentheses. */
  readonly args: readonly DirectiveArgument[] | undefined;
  readonly block: ASTBlock | undefined;
  /** The source text, printed when no macro has the name. */
  readonly literal: string;
  readonly span: Span;
}

export type DirectiveArgument = Expression | ASTWord;

export interface ASTWord {
  readonly type: 'ASTWord';
  readonly word: string;
  readonly firstImage: string;
  readonly literal: string;
  readonly span: Span;
}

export type Expression =
  | ASTReference
  | ASTStringLiteral
  | ASTIntegerLiteral
  | ASTFloatingPointLiteral
  | ASTBooleanLiteral
  | ASTIntegerRange
  | ASTMap
  | ASTObjectArray
  | ASTExpression
  | ASTNotNode
  | ASTBinaryNode;

export interface ASTStringLiteral {
  readonly type: 'ASTStringLiteral';
  /** With its quotes. */
  readonly image: string;
  readonly span: Span;
}

export interface ASTIntegerLiteral {
  readonly type: 'ASTIntegerLiteral';
  readonly image: string;
  readonly span: Span;
}

export interface ASTFloatingPointLiteral {
  readonly type: 'ASTFloatingPointLiteral';
  readonly image: string;
  readonly span: Span;
}

export interface ASTBooleanLiteral {
  readonly type: 'ASTTrue' | 'ASTFalse';
  readonly span: Span;
}

export interface ASTIntegerRange {
  readonly type: 'ASTIntegerRange';
  readonly from: Expression;
  readonly to: Expression;
  readonly literal: string;
  readonly span: Span;
}

export interface ASTMap {
  readonly type: 'ASTMap';
  readonly entries: readonly { readonly key: Expression; readonly value: Expression }[];
  readonly literal: string;
  readonly span: Span;
}

export interface ASTObjectArray {
  readonly type: 'ASTObjectArray';
  readonly items: readonly Expression[];
  readonly literal: string;
  readonly span: Span;
}

/** An expression in parentheses, and the whole of a condition or right-hand side. */
export interface ASTExpression {
  readonly type: 'ASTExpression';
  readonly expression: Expression;
  readonly literal: string;
  readonly span: Span;
}

export interface ASTNotNode {
  readonly type: 'ASTNotNode';
  readonly operand: Expression;
  readonly span: Span;
}

export type BinaryNodeType =
  | 'ASTOrNode'
  | 'ASTAndNode'
  | 'ASTEQNode'
  | 'ASTNENode'
  | 'ASTLTNode'
  | 'ASTGTNode'
  | 'ASTLENode'
  | 'ASTGENode'
  | 'ASTAddNode'
  | 'ASTSubtractNode'
  | 'ASTMulNode'
  | 'ASTDivNode'
  | 'ASTModNode';

export interface ASTBinaryNode {
  readonly type: BinaryNodeType;
  readonly left: Expression;
  readonly right: Expression;
  /** In Velocity an operation's own text is that of its right operand; `+` prints it for an operand that is null. */
  readonly literal: string;
  readonly span: Span;
}
