import type { Side } from './model.ts';

/** A token id that the vocabulary does not have. */
export class TokenRangeError extends RangeError {
  override readonly name = 'TokenRangeError';
  readonly side: Side;
  /** Position of the instance in the batch, from 0. */
  readonly instanceIndex: number;
  readonly id: number;
  readonly vocabSize: number;

  constructor(side: Side, instanceIndex: number, id: number, vocabSize: number) {
    super(`in${side} of instance ${instanceIndex}: token ${id} is not an integer from 0 to ${vocabSize - 1}`);
    this.side = side;
    this.instanceIndex = instanceIndex;
    this.id = id;
    this.vocabSize = vocabSize;
  }
}

/** @throws TokenRangeError at the first token that is not an integer with 0 <= id < vocabSize. */
export function checkTokens(side: Side, instances: readonly (readonly number[])[], vocabSize: number): void {
  for (let index = 0; index < instances.length; index++) {
    const ids = instances[index] as readonly number[];
    for (let n = 0; n < ids.length; n++) {
      const id = ids[n] as number;
      if ((id | 0) !== id || id < 0 || id >= vocabSize) throw new TokenRangeError(side, index, id, vocabSize);
    }
  }
}
