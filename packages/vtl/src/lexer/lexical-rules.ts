import type { TokenKind } from './token.ts';

/** Velocity's lexical states: which tokens can be seen depends on where the lexer is. */
export type LexicalState =
  | 'DEFAULT'
  | 'PRE_DIRECTIVE'
  | 'DIRECTIVE'
  | 'REFERENCE'
  | 'REFMODIFIER'
  | 'REFMOD2'
  | 'REFINDEX'
  | 'IN_SINGLE_LINE_COMMENT'
  | 'IN_FORMAL_COMMENT'
  | 'IN_MULTI_LINE_COMMENT'
  | 'IN_TEXTBLOCK';

/** Prefixes of a token that change the state and go on in it: `$foo` is DOLLAR and then IDENTIFIER, and one token. */
export type PrefixKind =
  | 'DOLLAR'
  | 'DOLLARBANG'
  | 'TEXTBLOCK_START'
  | 'FORMAL_COMMENT_START'
  | 'MULTI_LINE_COMMENT_START'
  | 'HASH'
  | 'TEXTBLOCK_BODY';

/** Special tokens: a character that ends a reference or directive name and is read again in the state before it. */
export type TerminatorKind = 'REFERENCE_TERMINATOR' | 'DIRECTIVE_TERMINATOR';

export type RuleKind = TokenKind | PrefixKind | TerminatorKind | 'COMMENT_BODY';

export interface LexicalRule {
  readonly kind: RuleKind;
  readonly pattern: RegExp;
}

type States = readonly LexicalState[] | '*';

const ANY: States = '*';
const TEXT: States = ['DEFAULT'];
const ARGUMENTS: States = ['DIRECTIVE', 'REFMOD2'];
const OPERATORS: States = ['DIRECTIVE'];
const NAME: States = ['PRE_DIRECTIVE'];
const NUMBERS: States = ['PRE_DIRECTIVE', 'DIRECTIVE', 'REFMOD2', 'REFINDEX'];
const REFERENCES: States = ['REFERENCE', 'REFMODIFIER', 'REFMOD2'];
const COMMENTS: States = ['IN_SINGLE_LINE_COMMENT', 'IN_FORMAL_COMMENT', 'IN_MULTI_LINE_COMMENT'];

const WORD = '[a-zA-Z_@][a-zA-Z0-9_@]*';
const BRACKETED_WORD = '\\{[a-zA-Z_][a-zA-Z0-9_@]*\\}';
const LINE_END = '(?:[ \\t]*(?:\\r\\n|\\n|\\r))?';
const EXPONENT = '[eE][+-]?[0-9]+';

// The order decides between matches of equal length: the first one wins.
const RULES: readonly (readonly [RuleKind, States, string])[] = [
  ['INDEX_LBRACKET', ['REFERENCE', 'REFMODIFIER'], '\\['],
  ['INDEX_RBRACKET', ['REFINDEX'], '\\]'],
  ['LBRACKET', ARGUMENTS, '\\['],
  ['RBRACKET', ARGUMENTS, '\\]'],
  ['COMMA', ARGUMENTS, ','],
  ['DOUBLEDOT', ARGUMENTS, '\\.\\.'],
  ['COLON', ARGUMENTS, ':'],
  ['LEFT_CURLEY', ARGUMENTS, '\\{'],
  ['RIGHT_CURLEY', ARGUMENTS, '\\}'],
  ['LPAREN', ['DIRECTIVE', 'REFMODIFIER'], '\\('],
  ['RPAREN', ['DIRECTIVE'], `\\)${LINE_END}`],
  ['REFMOD2_RPAREN', ['REFMOD2'], '\\)'],
  ['ESCAPE_DIRECTIVE', TEXT, `(?:\\\\\\\\)*\\\\#(?:${WORD}|${BRACKETED_WORD})`],
  ['SET_DIRECTIVE', ['DEFAULT', 'REFERENCE', 'REFMODIFIER', 'REFMOD2'], '[ \\t]*(?:#set|#\\{set\\}) *\\('],
  ['DOLLAR', ANY, '\\\\*\\$'],
  ['DOLLARBANG', ANY, '\\\\*\\$\\\\*!'],
  ['TEXTBLOCK_START', ANY, '#\\[\\['],
  ['FORMAL_COMMENT_START', ANY, '#\\*\\*[^#]'],
  ['MULTI_LINE_COMMENT_START', ANY, '#\\*'],
  ['HASH', ANY, '#'],
  ['SINGLE_LINE_COMMENT_START', ['DEFAULT', 'PRE_DIRECTIVE', 'DIRECTIVE', 'REFERENCE'], '##'],
  ['DOUBLE_ESCAPE', TEXT, '\\\\\\\\'],
  ['ESCAPE', TEXT, '\\\\'],
  ['TEXT', TEXT, '[^$#\\\\]+'],
  ['SINGLE_LINE_COMMENT', ['IN_SINGLE_LINE_COMMENT'], '\\r\\n|\\n|\\r'],
  ['FORMAL_COMMENT', ['IN_FORMAL_COMMENT'], '\\*#'],
  ['MULTI_LINE_COMMENT', ['IN_MULTI_LINE_COMMENT'], '\\*#'],
  ['TEXTBLOCK', ['IN_TEXTBLOCK'], '\\]\\]#'],
  // One character each in Velocity; a run of characters that start nothing else is the same, and fast.
  ['COMMENT_BODY', COMMENTS, '[^\\\\$#*\\r\\n]+|[\\s\\S]'],
  ['TEXTBLOCK_BODY', ['IN_TEXTBLOCK'], '[^\\\\$#\\]]+|[\\s\\S]'],
  ['WHITESPACE', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '[ \\t\\n\\r]+'],
  ['STRING_LITERAL', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], `"(?:[^"]|"")*"|'(?:[^']|'')*'`],
  ['TRUE', ['REFERENCE', 'DIRECTIVE', 'REFMODIFIER', 'REFMOD2', 'REFINDEX'], 'true'],
  ['FALSE', ['REFERENCE', 'DIRECTIVE', 'REFMODIFIER', 'REFMOD2', 'REFINDEX'], 'false'],
  ['MINUS', OPERATORS, '-'],
  ['PLUS', OPERATORS, '\\+'],
  ['MULTIPLY', OPERATORS, '\\*'],
  ['DIVIDE', OPERATORS, '/'],
  ['MODULUS', OPERATORS, '%'],
  ['LOGICAL_AND', OPERATORS, '&&|and'],
  ['LOGICAL_OR', OPERATORS, '\\|\\||or'],
  ['LOGICAL_LT', OPERATORS, '<|lt'],
  ['LOGICAL_LE', OPERATORS, '<=|le'],
  ['LOGICAL_GT', OPERATORS, '>|gt'],
  ['LOGICAL_GE', OPERATORS, '>=|ge'],
  ['LOGICAL_EQUALS', OPERATORS, '==|eq'],
  ['LOGICAL_NOT_EQUALS', OPERATORS, '!=|ne'],
  ['LOGICAL_NOT', OPERATORS, '!|not'],
  ['EQUALS', OPERATORS, '='],
  ['END', NAME, `(?:end|\\{end\\})${LINE_END}`],
  ['IF_DIRECTIVE', NAME, 'if|\\{if\\}'],
  ['ELSEIF_DIRECTIVE', NAME, 'elseif|\\{elseif\\}'],
  ['ELSE_DIRECTIVE', NAME, `(?:else|\\{else\\})${LINE_END}`],
  ['INTEGER_LITERAL', NUMBERS, '-?[0-9]+(?:\\.\\.)?'],
  [
    'FLOATING_POINT_LITERAL',
    NUMBERS,
    `-?[0-9]+\\.[0-9]*(?:${EXPONENT})?|-?\\.[0-9]+(?:${EXPONENT})?|-?[0-9]+${EXPONENT}`,
  ],
  ['WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], WORD],
  ['BRACKETED_WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], BRACKETED_WORD],
  ['IDENTIFIER', REFERENCES, '[a-zA-Z_][a-zA-Z0-9_-]*'],
  ['DOT', REFERENCES, '\\.[a-zA-Z]'],
  ['LCURLY', ['REFERENCE', 'REFMODIFIER'], '\\{'],
  ['RCURLY', ['REFERENCE', 'REFMODIFIER'], '\\}'],
  ['REFERENCE_TERMINATOR', ['REFERENCE', 'REFMODIFIER'], '[\\s\\S]'],
  ['DIRECTIVE_TERMINATOR', NAME, '[\\s\\S]'],
  ['EMPTY_INDEX', ['DEFAULT', 'REFERENCE'], '\\$\\[|\\$!\\[|\\$\\\\!\\[|\\$\\.'],
];

const STATES: readonly LexicalState[] = [
  'DEFAULT',
  'PRE_DIRECTIVE',
  'DIRECTIVE',
  'REFERENCE',
  'REFMODIFIER',
  'REFMOD2',
  'REFINDEX',
  'IN_SINGLE_LINE_COMMENT',
  'IN_FORMAL_COMMENT',
  'IN_MULTI_LINE_COMMENT',
  'IN_TEXTBLOCK',
];

/** The rules of each state, in order of precedence. */
export const LEXICAL_RULES: ReadonlyMap<LexicalState, readonly LexicalRule[]> = new Map(
  STATES.map((state) => [
    state,
    RULES.filter(([, states]) => states === '*' || states.includes(state)).map(([kind, , pattern]) => ({
      kind,
      pattern: new RegExp(pattern, 'y'),
    })),
  ]),
);
