import type { Value } from '@portico/values';
import type { Span } from './source-position.ts';

/**
 * What can happen at a place, and the value that comes with it:
 *
 * | kind | the place | value when reached |
 * | --- | --- | --- |
 * | `reference` | a reference, printed or read | what it stands for; null prints nothing |
 * | `set` | `#set(...)` | what is assigned; null assigns nothing |
 * | `if` | `#if` to `#end` | never reached, only entered |
 * | `condition` | a condition of `#if` or `#elseif` | true or false |
 * | `else` | the `#else` block; the whole `#if` when it has none | undefined: no condition was true |
 * | `foreach` | `#foreach` to `#end` | what it runs over |
 * | `iteration` | the block of a `#foreach` | the item; `index` counts from 0 |
 * | `directive` | any other directive, calls of macros included | never reached, only entered |
 */
export type PlaceKind = 'reference' | 'set' | 'if' | 'condition' | 'else' | 'foreach' | 'iteration' | 'directive';

/** A place of a template that an observer hears of. In a string literal with escapes: the whole literal. */
export interface TemplatePlace {
  /** Index among the places of the template. */
  readonly id: number;
  readonly kind: PlaceKind;
  readonly span: Span;
}

/** Hears what a template does while it is rendered. What `#evaluate` evaluates is not observed. */
export interface TemplateObserver {
  /** All places, once, when the template has been compiled; not called for one that does not parse. */
  compiled?(places: readonly TemplatePlace[]): void;
  /** Work at the place begins: what is reached until then belongs to it. */
  entered(place: TemplatePlace): void;
  reached(place: TemplatePlace, value: Value | undefined, index?: number): void;
}
