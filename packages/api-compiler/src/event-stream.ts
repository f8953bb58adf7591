/** Characters of one event. */
const MAX_EVENT_LENGTH = 1024 * 1024;

/**
 * Server-sent events, each mapped as it comes in
 * (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream). An event's name, id and retry time stay;
 * comments and events without data pass; what stands behind the last blank line is no event.
 *
 * @param map the data of an event to its new data; blank: the event is left out. What it throws ends the stream
 */
export function mapEvents(source: AsyncIterable<Uint8Array>, map: (data: string) => string): AsyncIterable<Uint8Array> {
  return {
    [Symbol.asyncIterator]() {
      const pieces = source[Symbol.asyncIterator]();
      const decoder = new TextDecoder();
      const reader = new EventReader();
      return {
        async next() {
          for (;;) {
            const { done, value } = await pieces.next();
            if (done === true) return { done, value: undefined };
            let text: string;
            try {
              text = reader
                .read(decoder.decode(value, { stream: true }))
                .map((lines) => mapped(lines, map))
                .join('');
            } catch (thrown) {
              await pieces.return?.();
              throw thrown;
            }
            if (text !== '') return { done: false, value: Buffer.from(text) };
          }
        },
        async return() {
          await pieces.return?.();
          return { done: true, value: undefined };
        },
      };
    },
  };
}

/** Events as their lines, from text that may be cut anywhere. */
class EventReader {
  #line = '';
  #lines: string[] = [];
  #length = 0;
  #afterCarriageReturn = false;

  /** @returns the events that are complete now */
  read(text: string): readonly (readonly string[])[] {
    const events: (readonly string[])[] = [];
    let start = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      const isSecondOfTwo = this.#afterCarriageReturn && code === LF;
      this.#afterCarriageReturn = code === CR;
      if (isSecondOfTwo) start = at + 1;
      else if (code === CR || code === LF) {
        this.#endLine(text.slice(start, at), events);
        start = at + 1;
      }
    }
    this.#line += text.slice(start);
    if (this.#length + this.#line.length > MAX_EVENT_LENGTH) throw new Error('an event is longer than 1 MB');
    return events;
  }

  #endLine(end: string, events: (readonly string[])[]): void {
    const line = this.#line + end;
    this.#line = '';
    if (line !== '') {
      this.#lines.push(line);
      this.#length += line.length;
      return;
    }
    if (this.#lines.length > 0) events.push(this.#lines);
    this.#lines = [];
    this.#length = 0;
  }
}

const CR = 0x0d;
const LF = 0x0a;

function mapped(lines: readonly string[], map: (data: string) => string): string {
  const data: string[] = [];
  const kept: string[] = [];
  for (const line of lines) {
    if (line === 'data') data.push('');
    else if (line.startsWith('data:')) data.push(line.slice(line.charAt(5) === ' ' ? 6 : 5));
    else kept.push(line);
  }
  if (data.length === 0) return printed(kept);
  const text = map(data.join('\n')).trim();
  return text === '' ? '' : printed([...kept, ...text.split(/\r\n|\r|\n/).map((line) => `data: ${line}`)]);
}

function printed(lines: readonly string[]): string {
  return `${lines.join('\n')}\n\n`;
}
