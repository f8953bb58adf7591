import type { Value } from '@portico/values';
import { type JavaType, javaType } from './java/java-type.ts';
import { METHOD_TABLES } from './java/method-tables.ts';
import { spellings } from './lexer/lexical-rules.ts';
import { CONTROL_DIRECTIVES } from './parser/parse.ts';
import { DIRECTIVES } from './parser/parse-directive.ts';
import { PRECEDENCE } from './parser/parse-expression.ts';

/** The language as data, read from the tables by which the engine works: for its documentation. */
export interface Language {
  /** Names of all directives. */
  readonly directives: readonly string[];
  /** Operators from the loosest to the tightest; each with all its spellings. All associate to the left. */
  readonly operators: readonly (readonly (readonly string[])[])[];
  /** By class: the methods that a template can call, as `indexOf(String,int)`. */
  readonly methods: ReadonlyMap<JavaType, readonly string[]>;
  /** The run-time class of a value. */
  readonly classOf: (value: Value) => JavaType;
}

export const LANGUAGE: Language = {
  directives: [...CONTROL_DIRECTIVES, ...DIRECTIVES.keys()],
  operators: [
    ...PRECEDENCE.map((level) => [...level.keys()].map((kind) => spellings(kind))),
    [spellings('LOGICAL_NOT')],
  ],
  methods: new Map(
    Object.entries(METHOD_TABLES).map(([type, table]) => [
      type as JavaType,
      [...table].flatMap(([name, overloads]) => overloads.map(({ parameters }) => `${name}(${parameters.join()})`)),
    ]),
  ),
  classOf: javaType,
};
