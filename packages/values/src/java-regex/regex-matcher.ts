import { foldCase, isBoundaryWord, isLineTerminator } from './character-classes.ts';
import type { Anchor } from './regex-ast.ts';
import type { RegexBudget } from './regex-budget.ts';
import type { Instruction, RegexProgram } from './regex-program.ts';

/** Positions of the groups of a match, two each (start, end); -1 for a group that took no part. Group 0 is the match. */
export type Groups = readonly number[];

/**
 * Matches by backtracking on a stack of its own, so neither a long text nor a bad pattern can overflow anything, and every step
 * is counted: the budget ends a pattern that backtracks without end.
 */
export class RegexMatcher {
  readonly #program: readonly Instruction[];
  readonly #registers: number[];
  readonly #text: string;
  readonly #budget: RegexBudget;
  readonly #groupRegisters: number;
  #steps = 0;
  /** Where the match before ended, for `\G`. */
  lastMatchEnd = 0;

  constructor(program: RegexProgram, groupCount: number, text: string, budget: RegexBudget) {
    this.#program = program.instructions;
    this.#registers = new Array<number>(program.registerCount).fill(-1);
    this.#groupRegisters = (groupCount + 1) * 2;
    this.#text = text;
    this.#budget = budget;
  }

  /** A match that starts exactly at `start` (and ends at the end of the text when `toEnd`). */
  matchAt(start: number, toEnd: boolean): Groups | undefined {
    this.#registers.fill(-1);
    const end = this.#run(0, start, toEnd ? this.#text.length : undefined);
    this.#charge();
    if (end < 0) return undefined;
    const groups = this.#registers.slice(0, this.#groupRegisters);
    groups[0] = start;
    groups[1] = end;
    return groups;
  }

  #charge(): void {
    this.#budget.spend(1 + (this.#steps >> 2));
    this.#steps = 0;
  }

  /** The end of the match of the program at `from`, or -1. `requiredEnd`: only matches that end there count. */
  #run(from: number, start: number, requiredEnd: number | undefined): number {
    // Entries of three: [pc, position, -1] to go on from, [-1, register, old value] to undo, [pc, position, least] for a set-loop.
    const stack: number[] = [];
    const registers = this.#registers;
    let pc = from;
    let at = start;
    for (;;) {
      if (++this.#steps > 4096) this.#charge();
      if (stack.length > 3_000_000) throw this.#budget.outOfMemory('a regular expression needs too much memory');
      const instruction = this.#program[pc] as Instruction;
      let failed = false;
      switch (instruction.op) {
        case 'set': {
          const codePoint = this.#text.codePointAt(at);
          if (codePoint !== undefined && instruction.test(codePoint)) {
            at += codePoint > 0xffff ? 2 : 1;
            pc++;
          } else failed = true;
          break;
        }
        case 'set-loop': {
          const least = this.#skip(instruction.test, at, instruction.min);
          if (least < 0) {
            failed = true;
            break;
          }
          if (instruction.mode === 'lazy') {
            if (instruction.max > instruction.min) stack.push(pc, least, -2 - (instruction.max - instruction.min));
            at = least;
          } else {
            const most = this.#skipAtMost(instruction.test, least, instruction.max - instruction.min);
            if (instruction.mode === 'greedy' && most > least) stack.push(pc + 1, most, least);
            at = most;
          }
          pc++;
          break;
        }
        case 'split':
          stack.push(instruction.preferOther ? pc + 1 : instruction.other, at, -1);
          pc = instruction.preferOther ? instruction.other : pc + 1;
          break;
        case 'jump':
          pc = instruction.target;
          break;
        case 'save':
          stack.push(-1, instruction.register, registers[instruction.register] as number);
          registers[instruction.register] = at;
          pc++;
          break;
        case 'clear':
          stack.push(-1, instruction.register, registers[instruction.register] as number);
          registers[instruction.register] = 0;
          pc++;
          break;
        case 'enter':
          stack.push(-1, instruction.counter, registers[instruction.counter] as number);
          stack.push(-1, instruction.start, registers[instruction.start] as number);
          registers[instruction.counter] = (registers[instruction.counter] as number) + 1;
          registers[instruction.start] = at;
          pc++;
          break;
        case 'repeat': {
          const count = registers[instruction.counter] as number;
          const isEmpty = registers[instruction.start] === at;
          if (count < instruction.min && !isEmpty) pc = instruction.target;
          else if (count >= instruction.max || isEmpty) pc++;
          else if (instruction.lazy) {
            stack.push(instruction.target, at, -1);
            pc++;
          } else {
            stack.push(pc + 1, at, -1);
            pc = instruction.target;
          }
          break;
        }
        case 'anchor':
          if (this.#holds(instruction.anchor, at)) pc++;
          else failed = true;
          break;
        case 'reference': {
          const end = this.#afterReference(instruction.index, instruction.ignoreCase, at);
          if (end < 0) failed = true;
          else {
            at = end;
            pc++;
          }
          break;
        }
        case 'look':
        case 'atomic': {
          const saved = registers.slice();
          const end = this.#runNested(instruction, pc + 1, at);
          const holds = instruction.op === 'look' && instruction.negative ? end < 0 : end >= 0;
          const keeps = holds && !(instruction.op === 'look' && instruction.negative);
          for (let i = 0; i < saved.length; i++) {
            const old = saved[i] as number;
            if (registers[i] === old) continue;
            if (keeps) stack.push(-1, i, old);
            else registers[i] = old;
          }
          if (!holds) failed = true;
          else {
            if (instruction.op === 'atomic') at = end;
            pc = instruction.end;
          }
          break;
        }
        case 'match':
          if (requiredEnd === undefined || at === requiredEnd) return at;
          failed = true;
          break;
      }
      if (!failed) continue;
      // Backtrack to the last choice.
      for (;;) {
        if (stack.length === 0) return -1;
        const extra = stack.pop() as number;
        const position = stack.pop() as number;
        const target = stack.pop() as number;
        if (target < 0) {
          registers[position] = extra;
          continue;
        }
        if (extra >= 0) {
          // A greedy set-loop gives back one character.
          at = Math.max(this.#before(position), extra);
          if (at > extra) stack.push(target, at, extra);
          pc = target;
        } else if (extra < -1) {
          // A lazy set-loop takes one more.
          const loop = this.#program[target];
          const next = loop?.op === 'set-loop' ? this.#skip(loop.test, position, 1) : -1;
          if (next < 0) continue;
          if (extra < -3) stack.push(target, next, extra + 1);
          at = next;
          pc = target + 1;
        } else {
          at = position;
          pc = target;
        }
        break;
      }
    }
  }

  #runNested(instruction: Instruction & { op: 'look' | 'atomic' }, from: number, at: number): number {
    if (instruction.op === 'atomic' || instruction.behind === undefined) return this.#run(from, at, undefined);
    const { min, max } = instruction.behind;
    const first = Math.max((at - max) | 0, 0);
    for (let start = at - min; start >= first; start--) {
      const end = this.#run(from, start, at);
      if (end >= 0) return end;
    }
    return -1;
  }

  /** Behind exactly `count` characters that pass, or -1. */
  #skip(test: (codePoint: number) => boolean, at: number, count: number): number {
    let end = at;
    for (let i = 0; i < count; i++) {
      const codePoint = this.#text.codePointAt(end);
      if (codePoint === undefined || !test(codePoint)) return -1;
      end += codePoint > 0xffff ? 2 : 1;
    }
    this.#steps += count;
    return end;
  }

  #skipAtMost(test: (codePoint: number) => boolean, at: number, count: number): number {
    let end = at;
    for (let i = 0; i < count; i++) {
      const codePoint = this.#text.codePointAt(end);
      if (codePoint === undefined || !test(codePoint)) break;
      end += codePoint > 0xffff ? 2 : 1;
    }
    this.#steps += end - at;
    return end;
  }

  #before(at: number): number {
    const low = this.#text.charCodeAt(at - 1);
    const high = at >= 2 ? this.#text.charCodeAt(at - 2) : 0;
    return at - (low >= 0xdc00 && low <= 0xdfff && high >= 0xd800 && high <= 0xdbff ? 2 : 1);
  }

  #afterReference(index: number, ignoreCase: boolean, at: number): number {
    const start = this.#registers[index * 2] ?? -1;
    const end = this.#registers[index * 2 + 1] ?? -1;
    if (start < 0 || end < start || index * 2 >= this.#groupRegisters) return -1;
    this.#steps += end - start;
    for (let i = start; i < end; i++) {
      const a = this.#text.charCodeAt(i);
      const b = this.#text.charCodeAt(at + i - start);
      if (a !== b && !(ignoreCase && foldCase(a, false) === foldCase(b, false))) return -1;
    }
    return at + end - start;
  }

  #holds(anchor: Anchor, at: number): boolean {
    const text = this.#text;
    const { length } = text;
    switch (anchor) {
      case 'text-start':
        return at === 0;
      case 'text-end':
        return at === length;
      case 'last-match-end':
        return at === this.lastMatchEnd;
      case 'text-end-or-line-end':
        return at === length || at === finalLineTerminator(text);
      case 'unix-text-end-or-line-end':
        return at === length || (at === length - 1 && text[at] === '\n');
      case 'line-start':
        return (
          at === 0 ||
          (at < length && isLineTerminator(text.charCodeAt(at - 1)) && !(text[at - 1] === '\r' && text[at] === '\n'))
        );
      case 'unix-line-start':
        return at === 0 || (at < length && text[at - 1] === '\n');
      case 'line-end':
        return (
          at === length || (isLineTerminator(text.charCodeAt(at)) && !(text[at] === '\n' && text[at - 1] === '\r'))
        );
      case 'unix-line-end':
        return at === length || text[at] === '\n';
      case 'word-boundary':
        return this.#isWordBoundary(at);
      case 'no-word-boundary':
        return !this.#isWordBoundary(at);
    }
  }

  #isWordBoundary(at: number): boolean {
    const before = at > 0 && isBoundaryWord(this.#text.codePointAt(this.#before(at)) ?? 0);
    const after = at < this.#text.length && isBoundaryWord(this.#text.codePointAt(at) ?? 0);
    return before !== after;
  }
}

/** Where the line terminator that ends the text starts, or -1. */
function finalLineTerminator(text: string): number {
  if (text.endsWith('\r\n')) return text.length - 2;
  return text !== '' && isLineTerminator(text.charCodeAt(text.length - 1)) ? text.length - 1 : -1;
}
