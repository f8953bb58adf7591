/** The token kinds of Velocity 1.7's grammar, by its own names. */
export type TokenKind =
  | 'EOF'
  | 'INDEX_LBRACKET'
  | 'INDEX_RBRACKET'
  | 'LBRACKET'
  | 'RBRACKET'
  | 'COMMA'
  | 'DOUBLEDOT'
  | 'COLON'
  | 'LEFT_CURLEY'
  | 'RIGHT_CURLEY'
  | 'LPAREN'
  | 'RPAREN'
  | 'REFMOD2_RPAREN'
  | 'ESCAPE_DIRECTIVE'
  | 'SET_DIRECTIVE'
  | 'SINGLE_LINE_COMMENT_START'
  | 'DOUBLE_ESCAPE'
  | 'ESCAPE'
  | 'TEXT'
  | 'SINGLE_LINE_COMMENT'
  | 'FORMAL_COMMENT'
  | 'MULTI_LINE_COMMENT'
  | 'TEXTBLOCK'
  | 'WHITESPACE'
  | 'STRING_LITERAL'
  | 'TRUE'
  | 'FALSE'
  | 'MINUS'
  | 'PLUS'
  | 'MULTIPLY'
  | 'DIVIDE'
  | 'MODULUS'
  | 'LOGICAL_AND'
  | 'LOGICAL_OR'
  | 'LOGICAL_LT'
  | 'LOGICAL_LE'
  | 'LOGICAL_GT'
  | 'LOGICAL_GE'
  | 'LOGICAL_EQUALS'
  | 'LOGICAL_NOT_EQUALS'
  | 'LOGICAL_NOT'
  | 'EQUALS'
  | 'END'
  | 'IF_DIRECTIVE'
  | 'ELSEIF_DIRECTIVE'
  | 'ELSE_DIRECTIVE'
  | 'INTEGER_LITERAL'
  | 'FLOATING_POINT_LITERAL'
  | 'WORD'
  | 'BRACKETED_WORD'
  | 'IDENTIFIER'
  | 'DOT'
  | 'LCURLY'
  | 'RCURLY'
  | 'EMPTY_INDEX';

/** A token in the chain that the parser reads. */
export interface Token {
  readonly kind: TokenKind;
  /** What the token stands for: mostly its source text. The parser takes escapes off the first token of a reference. */
  image: string;
  readonly start: number;
  readonly end: number;
  /** `#` and `$` (with their backslashes) that stood before the token and started nothing: text that the token carries along. */
  readonly special: string;
  /** The next token, once it has been read. */
  next: Token | undefined;
}
