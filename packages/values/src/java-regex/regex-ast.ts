/** Tests one code point. */
export type CharacterTest = (codePoint: number) => boolean;

/** A parsed Java regular expression. */
export type RegexNode =
  | { readonly type: 'empty' }
  | { readonly type: 'set'; readonly test: CharacterTest }
  | { readonly type: 'sequence'; readonly nodes: readonly RegexNode[] }
  | { readonly type: 'alternatives'; readonly nodes: readonly RegexNode[] }
  | { readonly type: 'group'; readonly index: number; readonly node: RegexNode }
  | { readonly type: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | { readonly type: 'anchor'; readonly anchor: Anchor }
  | { readonly type: 'look'; readonly behind: boolean; readonly negative: boolean; readonly node: RegexNode }
  | { readonly type: 'atomic'; readonly node: RegexNode }
  | {
      readonly type: 'repeat';
      readonly node: RegexNode;
      readonly min: number;
      readonly max: number;
      readonly mode: RepeatMode;
    };

export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

export type Anchor =
  | 'text-start'
  | 'text-end'
  | 'text-end-or-line-end'
  | 'line-start'
  | 'line-end'
  | 'unix-line-start'
  | 'unix-line-end'
  | 'unix-text-end-or-line-end'
  | 'word-boundary'
  | 'no-word-boundary'
  | 'last-match-end';
