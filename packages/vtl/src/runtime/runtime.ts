import type { Value } from '@portico/values';
import { numberFromDigits } from '@portico/values';
import { TemplateError, TemplateLimitError } from '../template-error.ts';
import { evaluate } from './evaluate.ts';
import { endOfParts, foreach, iterate } from './foreach.ts';
import { ForeachScope } from './foreach-scope.ts';
import type { Frame } from './frame.ts';
import { CallSite, call, index } from './invoke.ts';
import type { Writer } from './macro.ts';
import { callMacro, defineBlock, isBlock } from './macro.ts';
import {
  add,
  arithmetic,
  double,
  equal,
  greater,
  greaterOrEqual,
  isTrue,
  less,
  lessOrEqual,
  list,
  map,
  printed,
  range,
} from './operations.ts';
import { append, bytesOf, spill, write, writeRange, writeText } from './output.ts';
import { property, setIndex, setProperty } from './property.ts';
import type { RenderState } from './render-state.ts';
import { BREAK, STOP, StopCommand } from './stop-command.ts';
import { textOf } from './text-of.ts';

/** All that generated code can name, besides the arguments of render. */
export const RUNTIME: Readonly<Record<string, unknown>> = Object.freeze({
  BREAK,
  CallSite,
  STOP,
  add,
  append,
  arithmetic,
  badInclude,
  breakScope,
  bytesOf,
  call,
  callMacro,
  define: defineBlock,
  double,
  endOfParts,
  equal,
  evaluate,
  foreach,
  greater,
  greaterOrEqual,
  include,
  incompleteForeach,
  index,
  integer: numberFromDigits,
  interpolated,
  isTrue,
  iterate,
  less,
  lessOrEqual,
  list,
  map,
  parse: parseDirective,
  parseNothing,
  print,
  printed,
  property,
  range,
  setIndex,
  setProperty,
  spill,
  text,
  tooLong,
  tooMuchWork,
  write,
  writeRange,
  writeText,
});

/** A string that a template has built, within its limits. */
function text(state: RenderState, built: string): string {
  if (built.length > 256) state.budget.checkLength(built.length);
  return built;
}

function interpolated(body: (writer: Writer) => void): string {
  const writer = { text: '' };
  body(writer);
  return writer.text;
}

/** Prints a reference that may be a block, which sees the variables of the place where it is printed. */
function print(
  state: RenderState,
  frame: Frame,
  writer: Writer,
  value: Value,
  prefix: string,
  nullPrefix: string,
  nullText: string,
): void {
  if (isBlock(value) && value.render(frame, writer)) return;
  const text = isBlock(value) ? value.renderToText() : value === null ? null : textOf(value, state.budget);
  writer.text += text === null ? nullPrefix + nullText : prefix + text;
}

function breakScope(target: Value): never {
  if (target instanceof ForeachScope) throw new StopCommand(target.owner);
  throw new TemplateError('VelocityException', 'the argument of #break is no scope such as $foreach');
}

function badInclude(): never {
  throw new TemplateError('VelocityException', '#include takes strings and references');
}

function include(name: Value, index: number): string {
  if (name === null) return `<!-- include error : error with arg ${index} please see log. see error log -->`;
  throw new TemplateError('ResourceNotFoundException', 'there are no resources that #include could read');
}

function parseDirective(name: Value): void {
  if (name !== null)
    throw new TemplateError('ResourceNotFoundException', 'there are no templates that #parse could read');
}

function parseNothing(): never {
  throw new TemplateError('VelocityException', '#parse needs the name of a template');
}

function incompleteForeach(): never {
  throw new TemplateError('ArrayIndexOutOfBoundsException', '#foreach needs `$item in $items`');
}

function tooLong(state: RenderState): never {
  throw new TemplateLimitError('output', `the output is longer than ${state.budget.maxLength} characters`);
}

function tooMuchWork(): never {
  throw new TemplateLimitError('steps', 'the template does too much work');
}
