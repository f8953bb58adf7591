/** How a stream ended: whole, with a failure, or with a reader who has left. `bytes`: octets handed on by then. */
export type StreamEnd = { readonly bytes: number } & (
  | { readonly how: 'COMPLETE' }
  | { readonly how: 'LEFT' }
  | { readonly how: 'FAILED'; readonly failure: unknown }
);

/** The same stream. @param ended told once */
export function observeStream(
  stream: AsyncIterable<Uint8Array>,
  ended: (end: StreamEnd) => void,
): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const iterator = stream[Symbol.asyncIterator]();
      let isEnded = false;
      let bytes = 0;
      const end = (how: StreamEnd): void => {
        if (!isEnded) ended(how);
        isEnded = true;
      };
      return {
        async next() {
          try {
            const result = await iterator.next();
            if (result.done === true) end({ how: 'COMPLETE', bytes });
            else bytes += result.value.length;
            return result;
          } catch (failure) {
            end({ how: 'FAILED', failure, bytes });
            throw failure;
          }
        },
        // A generator that has not begun would not pass it on.
        async return() {
          end({ how: 'LEFT', bytes });
          await iterator.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/** Nobody will read it: it lets go of what it holds. */
export function leaveStream(stream: AsyncIterable<Uint8Array> | undefined): void {
  stream?.[Symbol.asyncIterator]()
    .return?.()
    .catch(() => {}); // nobody is left to be told
}
