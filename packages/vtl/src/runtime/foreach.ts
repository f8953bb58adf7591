import type { Value } from '@portico/values';
import { JavaList, JavaMap } from '@portico/values';
import { Cursor, JavaIterator, JavaMapView } from '../java/java-objects.ts';
import { ForeachScope } from './foreach-scope.ts';
import type { Frame } from './frame.ts';
import { NullElementFrame } from './frame.ts';
import type { Writer } from './macro.ts';
import type { RenderState } from './render-state.ts';
import { untilBreak } from './stop-command.ts';

/** What `#foreach` runs over: lists, arrays, map values, collections and iterators. Null for anything else: no iteration. */
export function iterate(value: Value): Cursor | null {
  if (value instanceof JavaList) return new Cursor(value.items, value);
  if (value instanceof JavaMap) return new Cursor([...value.values()], value);
  if (value instanceof JavaMapView) return new Cursor(value.items(), value.map);
  return value instanceof JavaIterator ? value.cursor : null;
}

/** Where the last part of a text ends that Java's `split` keeps: it drops empty ones at the end. -1 when none is left. */
export function endOfParts(text: string, separator: string): number {
  let end = text.length;
  while (end > 0 && text[end - 1] === separator) end--;
  return end === 0 && text.length > 0 ? -1 : end;
}

const COUNTER = 'velocityCount';
const HAS_NEXT = 'velocityHasNext';
const SCOPE = 'foreach';

/** True: `#break` was reached, the loop ends. */
export type LoopBody = (frame: Frame, writer: Writer) => boolean;

/** `#foreach` where variables are looked up in frames. `owner` is the directive, for `#break($foreach.parent)`. */
export function foreach(
  state: RenderState,
  frame: Frame,
  writer: Writer,
  owner: object,
  name: string,
  value: Value,
  body: LoopBody,
): void {
  const cursor = iterate(value);
  if (cursor === null) return;
  const saved = [name, COUNTER, HAS_NEXT].map((key) => [key, frame.get(key)] as const);
  const replaced = frame.get(SCOPE);
  const scope = new ForeachScope(owner, replaced);
  frame.put(SCOPE, scope);
  let nullFrame: NullElementFrame | undefined;
  try {
    for (let count = 1; count <= state.maxIterations && cursor.hasNext; count++) {
      state.budget.spend(1);
      frame.put(COUNTER, count);
      const item = cursor.next();
      frame.put(HAS_NEXT, cursor.hasNext);
      frame.put(name, item);
      scope.index++;
      scope.hasNext = cursor.hasNext;
      if (item === null) nullFrame ??= new NullElementFrame(frame, name);
      const inner = item === null && nullFrame !== undefined ? nullFrame : frame;
      let ended = false;
      const stopped = untilBreak(owner, () => {
        ended = body(inner, writer);
      });
      if (ended || stopped) break;
      checkOutput(state, writer);
    }
  } finally {
    for (const [key, before] of saved) restore(frame, key, before);
    leaveScope(frame);
  }
}

function restore(frame: Frame, name: string, value: Value): void {
  if (value === null) frame.remove(name);
  else frame.put(name, value);
}

function leaveScope(frame: Frame): void {
  const scope = frame.get(SCOPE);
  if (!(scope instanceof ForeachScope)) return;
  restore(frame, SCOPE, scope.parent ?? scope.replaced);
}

export function checkOutput(state: RenderState, writer: Writer): void {
  if (writer.text.length > state.budget.maxLength) state.budget.checkLength(writer.text.length);
}
