import type { Answer, Question } from './oracle.ts';

/** Why an answer of ours may differ from the oracle's. Everything else is a defect. */
const EXCUSES: readonly {
  readonly reason: string;
  readonly applies: (theirs: Answer, ours: Answer, question: Question) => boolean;
}[] = [
  {
    reason: 'Java prints an identity hash for arrays, iterators, streams and blocks',
    applies: ({ output }, _, { template }) =>
      (/\.hashCode\(/.test(template) && /toCharArray|split|iterator|bytes|toArray|values|#define|#@/.test(template)) ||
      /\[L?[a-zA-Z.]*;?@[0-9a-f]+|java\.util\.[\w.$]+@[0-9a-f]+/.test(output ?? ''),
  },
  {
    reason: 'Java before 19 prints some decimals with more digits than they need',
    applies: (theirs, ours, { template }) =>
      roundDecimals(theirs.output) === roundDecimals(ours.output) || /floatValue|parseFloat/.test(template),
  },
  {
    reason: 'a limit of ours that the engine does not have',
    applies: (_, { error }) => error === 'TemplateLimitError',
  },
  {
    reason: 'the engine overflows its stack or memory',
    applies: ({ error, cause }) => /StackOverflowError|OutOfMemoryError/.test(`${error} ${cause}`),
  },
];

export function excuse(theirs: Answer, ours: Answer, question: Question): string | undefined {
  return EXCUSES.find(({ applies }) => applies(theirs, ours, question))?.reason;
}

export function isSame(theirs: Answer, ours: Answer): boolean {
  return theirs.output === ours.output && theirs.error === ours.error && theirs.cause === ours.cause;
}

function roundDecimals(text: string | undefined): string | undefined {
  return text?.replace(/\d+\.\d{12,}/g, (digits) => Number(digits).toPrecision(14));
}
