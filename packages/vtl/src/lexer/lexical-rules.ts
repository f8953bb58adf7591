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

/** The rules of a state by the character code that comes next; the last entry is for all codes beyond ASCII. */
export type LexicalTable = readonly (readonly LexicalRule[])[];

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
// The last column is the set of first characters, where it is not simply the first character of the pattern.
const RULES: readonly (readonly [RuleKind, States, string, string?])[] = [
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
  ['ESCAPE_DIRECTIVE', TEXT, `(?:\\\\\\\\)*\\\\#(?:${WORD}|${BRACKETED_WORD})`, '\\\\'],
  ['SET_DIRECTIVE', ['DEFAULT', 'REFERENCE', 'REFMODIFIER', 'REFMOD2'], '[ \\t]*(?:#set|#\\{set\\}) *\\(', ' \\t#'],
  ['DOLLAR', ANY, '\\\\*\\$', '\\\\$'],
  ['DOLLARBANG', ANY, '\\\\*\\$\\\\*!', '\\\\$'],
  ['TEXTBLOCK_START', ANY, '#\\[\\['],
  ['FORMAL_COMMENT_START', ANY, '#\\*\\*[^#]'],
  ['MULTI_LINE_COMMENT_START', ANY, '#\\*'],
  ['HASH', ANY, '#'],
  ['SINGLE_LINE_COMMENT_START', ['DEFAULT', 'PRE_DIRECTIVE', 'DIRECTIVE', 'REFERENCE'], '##'],
  ['DOUBLE_ESCAPE', TEXT, '\\\\\\\\'],
  ['ESCAPE', TEXT, '\\\\'],
  ['TEXT', TEXT, '[^$#\\\\]+', '^$#\\\\'],
  ['SINGLE_LINE_COMMENT', ['IN_SINGLE_LINE_COMMENT'], '\\r\\n|\\n|\\r', '\\r\\n'],
  ['FORMAL_COMMENT', ['IN_FORMAL_COMMENT'], '\\*#'],
  ['MULTI_LINE_COMMENT', ['IN_MULTI_LINE_COMMENT'], '\\*#'],
  ['TEXTBLOCK', ['IN_TEXTBLOCK'], '\\]\\]#'],
  // One character each in Velocity; a run of characters that start nothing else is the same, and fast.
  ['COMMENT_BODY', COMMENTS, '[^\\\\$#*\\r\\n]+|[\\s\\S]', '\\s\\S'],
  ['TEXTBLOCK_BODY', ['IN_TEXTBLOCK'], '[^\\\\$#\\]]+|[\\s\\S]', '\\s\\S'],
  ['WHITESPACE', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], '[ \\t\\n\\r]+', ' \\t\\n\\r'],
  ['STRING_LITERAL', ['DIRECTIVE', 'REFMOD2', 'REFINDEX'], `"(?:[^"]|"")*"|'(?:[^']|'')*'`, `"'`],
  ['TRUE', ['REFERENCE', 'DIRECTIVE', 'REFMODIFIER', 'REFMOD2', 'REFINDEX'], 'true'],
  ['FALSE', ['REFERENCE', 'DIRECTIVE', 'REFMODIFIER', 'REFMOD2', 'REFINDEX'], 'false'],
  ['MINUS', OPERATORS, '-'],
  ['PLUS', OPERATORS, '\\+'],
  ['MULTIPLY', OPERATORS, '\\*'],
  ['DIVIDE', OPERATORS, '/'],
  ['MODULUS', OPERATORS, '%'],
  ['LOGICAL_AND', OPERATORS, '&&|and', '&a'],
  ['LOGICAL_OR', OPERATORS, '\\|\\||or', '|o'],
  ['LOGICAL_LT', OPERATORS, '<|lt', '<l'],
  ['LOGICAL_LE', OPERATORS, '<=|le', '<l'],
  ['LOGICAL_GT', OPERATORS, '>|gt', '>g'],
  ['LOGICAL_GE', OPERATORS, '>=|ge', '>g'],
  ['LOGICAL_EQUALS', OPERATORS, '==|eq', '=e'],
  ['LOGICAL_NOT_EQUALS', OPERATORS, '!=|ne', '!n'],
  ['LOGICAL_NOT', OPERATORS, '!|not', '!n'],
  ['EQUALS', OPERATORS, '='],
  ['END', NAME, `(?:end|\\{end\\})${LINE_END}`, 'e{'],
  ['IF_DIRECTIVE', NAME, 'if|\\{if\\}', 'i{'],
  ['ELSEIF_DIRECTIVE', NAME, 'elseif|\\{elseif\\}', 'e{'],
  ['ELSE_DIRECTIVE', NAME, `(?:else|\\{else\\})${LINE_END}`, 'e{'],
  ['INTEGER_LITERAL', NUMBERS, '-?[0-9]+(?:\\.\\.)?', '-0-9'],
  [
    'FLOATING_POINT_LITERAL',
    NUMBERS,
    `-?[0-9]+\\.[0-9]*(?:${EXPONENT})?|-?\\.[0-9]+(?:${EXPONENT})?|-?[0-9]+${EXPONENT}`,
    '-0-9.',
  ],
  ['WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], WORD, 'a-zA-Z_@'],
  ['BRACKETED_WORD', ['PRE_DIRECTIVE', 'DIRECTIVE'], BRACKETED_WORD],
  ['IDENTIFIER', REFERENCES, '[a-zA-Z_][a-zA-Z0-9_-]*', 'a-zA-Z_'],
  ['DOT', REFERENCES, '\\.[a-zA-Z]'],
  ['LCURLY', ['REFERENCE', 'REFMODIFIER'], '\\{'],
  ['RCURLY', ['REFERENCE', 'REFMODIFIER'], '\\}'],
  ['REFERENCE_TERMINATOR', ['REFERENCE', 'REFMODIFIER'], '[\\s\\S]', '\\s\\S'],
  ['DIRECTIVE_TERMINATOR', NAME, '[\\s\\S]', '\\s\\S'],
  ['EMPTY_INDEX', ['DEFAULT', 'REFERENCE'], '\\$\\[|\\$!\\[|\\$\\\\!\\[|\\$\\.'],
];

/** How a token that has no variable part is written: `&&` and `and`. */
export function spellings(kind: TokenKind): readonly string[] {
  const pattern = RULES.find(([name]) => name === kind)?.[2] ?? '';
  return pattern.split(/(?<!\\)\|/).map((one) => one.replace(/\\/g, ''));
}

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

function rulesOf(state: LexicalState): LexicalTable {
  const rules = RULES.filter(([, states]) => states === '*' || states.includes(state)).map(
    ([kind, , pattern, first]) => ({
      kind,
      pattern: new RegExp(pattern, 'y'),
      first: new RegExp(`[${first ?? pattern.slice(0, pattern.startsWith('\\') ? 2 : 1)}]`),
    }),
  );
  return Array.from({ length: 129 }, (_, code) => rules.filter(({ first }) => first.test(String.fromCharCode(code))));
}

/** The rules of each state, in order of precedence. */
export const LEXICAL_RULES: ReadonlyMap<LexicalState, LexicalTable> = new Map(
  STATES.map((state) => [state, rulesOf(state)]),
);
