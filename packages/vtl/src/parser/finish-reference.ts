import type { ASTReference, PathStep } from '../ast.ts';
import type { Token } from '../lexer/token.ts';
import type { TokenStream } from './token-stream.ts';

/** Takes the backslashes and stray `#` and `$` off the first token and tells the kinds of reference apart. */
export function finishReference(tokens: TokenStream, first: Token, path: readonly PathStep[]): ASTReference {
  const span = tokens.spanFrom(first);
  const common = { type: 'ASTReference', path, span } as const;
  const image = first.image;
  if (image.includes('\\!')) {
    const text = withoutOneBackslash(image);
    const literal = tokens.literalFrom(first);
    const assignedName = image.slice(1);
    return {
      ...common,
      kind: 'normal',
      root: text,
      escaped: false,
      escapePrefix: '',
      morePrefix: '',
      nullString: text,
      literal,
      computable: false,
      assignedName,
    };
  }
  const backslashes = /^\\*/.exec(image)?.[0].length ?? 0;
  const unescaped = image.slice(backslashes);
  const dollar = Math.max(unescaped.lastIndexOf('$'), 0);
  const bare = unescaped.slice(dollar);
  first.image = bare;
  const escaped = backslashes % 2 === 1;
  const literal = tokens.literalFrom(first);
  const isQuiet = bare.startsWith('$!');
  const nameToken = bare === '${' || bare.startsWith('$!{') ? first.next : undefined;
  return {
    ...common,
    kind: kindOf(bare),
    root: nameToken?.image ?? bare.replace(/^\$!?/, ''),
    escaped,
    escapePrefix: image.slice(0, Math.floor(backslashes / 2)),
    morePrefix: unescaped.slice(0, dollar),
    nullString: isQuiet && !escaped ? '' : literal,
    literal,
    computable: true,
    assignedName: bare.slice(1),
  };
}

function kindOf(image: string): ASTReference['kind'] {
  if (image.startsWith('$!')) return 'quiet';
  if (image === '${') return 'formal';
  return image.startsWith('$') ? 'normal' : 'runt';
}

/** `$\!foo` is printed without one of the backslashes before the `!`. */
function withoutOneBackslash(image: string): string {
  const start = image.indexOf('\\', Math.max(image.indexOf('$'), 0));
  return image.slice(0, start) + image.slice(start + 1);
}
