import { JavaException } from '../java-exception.ts';
import { lookBehindSpan } from './look-behind-span.ts';
import type { Anchor, CharacterTest, RegexNode } from './regex-ast.ts';

/** An instruction of the matcher. Targets are indexes into the program; registers hold positions and counts. */
export type Instruction =
  | { readonly op: 'set'; readonly test: CharacterTest }
  /** Takes as many characters as it can and gives them back one by one. */
  | {
      readonly op: 'set-loop';
      readonly test: CharacterTest;
      readonly min: number;
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  /** Goes on at the next instruction, and at `other` when that fails; or the other way round. */
  | { readonly op: 'split'; other: number; readonly preferOther: boolean }
  | { readonly op: 'jump'; target: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'clear'; readonly register: number }
  /** Begins an iteration: counts it and remembers where it starts. */
  | { readonly op: 'enter'; readonly counter: number; readonly start: number }
  /** After an iteration: again from `target`, or on, as the count allows; an empty iteration is the last. */
  | {
      readonly op: 'repeat';
      readonly counter: number;
      readonly start: number;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      readonly target: number;
    }
  | { readonly op: 'anchor'; readonly anchor: Anchor }
  | { readonly op: 'reference'; readonly index: number; readonly ignoreCase: boolean }
  | {
      readonly op: 'look';
      readonly negative: boolean;
      readonly behind: { readonly min: number; readonly max: number } | undefined;
      readonly end: number;
    }
  | { readonly op: 'atomic'; readonly end: number }
  | { readonly op: 'match' };

export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  /** Two for each group, then counters and starts of repetitions. */
  readonly registerCount: number;
  /** No match starts between the two halves of a character beyond the basic plane: so it is in Java where the pattern holds one. */
  readonly byCodePoint: boolean;
}

/** Programs may have this many instructions. */
const MAX_INSTRUCTIONS = 50_000;

export function compileRegex(node: RegexNode, groupCount: number, byCodePoint: boolean): RegexProgram {
  const emitter = new ProgramEmitter((groupCount + 1) * 2, byCodePoint);
  emitter.emit(node);
  emitter.push({ op: 'match' });
  return { instructions: emitter.instructions, registerCount: emitter.registerCount, byCodePoint };
}

class ProgramEmitter {
  readonly instructions: Instruction[] = [];
  registerCount: number;

  readonly #byCodePoint: boolean;

  constructor(registerCount: number, byCodePoint: boolean) {
    this.registerCount = registerCount;
    this.#byCodePoint = byCodePoint;
  }

  push<T extends Instruction>(instruction: T): T {
    if (this.instructions.length >= MAX_INSTRUCTIONS)
      throw new JavaException('PatternSyntaxException', 'the pattern is too large');
    this.instructions.push(instruction);
    return instruction;
  }

  emit(node: RegexNode): void {
    switch (node.type) {
      case 'empty':
        return;
      case 'set':
        this.push({ op: 'set', test: node.test });
        return;
      case 'sequence':
        for (const part of node.nodes) this.emit(part);
        return;
      case 'alternatives':
        this.#alternatives(node.nodes);
        return;
      case 'group':
        this.push({ op: 'save', register: node.index * 2 });
        this.emit(node.node);
        this.push({ op: 'save', register: node.index * 2 + 1 });
        return;
      case 'reference':
        this.push({ op: 'reference', index: node.index, ignoreCase: node.ignoreCase });
        return;
      case 'anchor':
        this.push({ op: 'anchor', anchor: node.anchor });
        return;
      case 'look':
        this.#nested(
          (end) => ({
            op: 'look',
            negative: node.negative,
            behind: node.behind ? this.#span(node.node) : undefined,
            end,
          }),
          node.node,
        );
        return;
      case 'atomic':
        this.#nested((end) => ({ op: 'atomic', end }), node.node);
        return;
      case 'repeat':
        this.#repeat(node);
        return;
    }
  }

  #span(node: RegexNode): { min: number; max: number } {
    const { min, max } = lookBehindSpan(node);
    return this.#byCodePoint && max < 2 ** 30 ? { min, max: max * 2 } : { min, max };
  }

  #alternatives(nodes: readonly RegexNode[]): void {
    const jumps: { target: number }[] = [];
    nodes.forEach((alternative, i) => {
      if (i === nodes.length - 1) {
        this.emit(alternative);
        return;
      }
      const split = this.push({ op: 'split', other: 0, preferOther: false });
      this.emit(alternative);
      jumps.push(this.push({ op: 'jump', target: 0 }));
      split.other = this.instructions.length;
    });
    for (const jump of jumps) jump.target = this.instructions.length;
  }

  /** An instruction followed by a program of its own that ends with `match`, at `end`. */
  #nested(make: (end: number) => Instruction, node: RegexNode): void {
    const at = this.instructions.length;
    this.push({ op: 'match' });
    this.emit(node);
    this.push({ op: 'match' });
    this.instructions[at] = make(this.instructions.length);
  }

  #repeat(node: RegexNode & { type: 'repeat' }): void {
    const { min, max, mode } = node;
    if (node.node.type === 'set') {
      this.push({ op: 'set-loop', test: node.node.test, min, max, mode });
      return;
    }
    if (mode === 'possessive') {
      this.emit({ type: 'atomic', node: { ...node, mode: 'greedy' } });
      return;
    }
    const counter = this.registerCount++;
    const start = this.registerCount++;
    this.push({ op: 'clear', register: counter });
    const skip = min === 0 ? this.push({ op: 'split', other: 0, preferOther: mode === 'lazy' }) : undefined;
    if (max > 0) {
      const target = this.instructions.length;
      this.push({ op: 'enter', counter, start });
      this.emit(node.node);
      this.push({ op: 'repeat', counter, start, min, max, lazy: mode === 'lazy', target });
    }
    if (skip !== undefined) skip.other = this.instructions.length;
  }
}
