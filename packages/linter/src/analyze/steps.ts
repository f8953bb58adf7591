import { METHOD_NAMES } from '@portico/vtl';
import { anyMemberOf, elementOf, type InputNode, keyOf, memberOf } from '../input/input-node.ts';
import { contextAt, type ParameterGroup } from '../input/input-tree.ts';
import {
  type AbstractValue,
  INTEGERS,
  isCertainly,
  joinValues,
  NUMBERS,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import type { Escape, Taint } from '../value/taint.ts';
import {
  closestName,
  INPUT_METHODS,
  INPUT_PROPERTIES,
  isContextGroup,
  isContextPath,
  UTIL_METHODS,
} from './known-names.ts';
import type { Run } from './run.ts';

/** What a step of a reference gives. `problem`: there is no such thing, and why. */
export interface StepResult {
  readonly value: AbstractValue;
  readonly problem?:
    | {
        readonly rule: 'unresolved-reference' | 'unresolved-method';
        readonly reason: string;
        readonly remedy?: string | undefined;
      }
    | undefined;
}

export const found = (value: AbstractValue): StepResult => ({ value });

export function missing(
  rule: 'unresolved-reference' | 'unresolved-method',
  reason: string,
  name: string,
  names: Iterable<string>,
): StepResult {
  const close = closestName(name, names);
  return {
    value: UNRESOLVED,
    problem: { rule, reason, remedy: close === undefined ? undefined : `Did you mean ${close}?` },
  };
}

/** A value that stands for an input. */
export function inputValue(node: InputNode, type: string, escaping: Escape = 'none'): AbstractValue {
  return { types: new Set([type]), taints: taintOf(node, escaping), node };
}

/** What the API's owner writes is trusted. */
export function taintOf(node: InputNode, escaping: Escape): readonly Taint[] {
  return node.source === 'owner' ? [] : [{ node, escaping }];
}

export function bodyValue(node: InputNode): AbstractValue {
  return { ...inputValue(node, 'any'), isFromPath: true };
}

/** `$self.name`. */
export function propertyStep(run: Run, self: AbstractValue, name: string): StepResult {
  if (self.choices !== undefined) return overChoices(self, (one) => propertyStep(run, one, name));
  const { host, node, fields } = self;
  const { inputs } = run.facts;
  if (host !== undefined) {
    switch (host.root) {
      case 'input':
        if (name === 'body') {
          inputs.rawBody.isRead = true;
          return found(inputValue(inputs.rawBody, 'String'));
        }
        return missing('unresolved-reference', `$input has no \`${name}\``, name, [
          ...INPUT_PROPERTIES,
          ...INPUT_METHODS,
        ]);
      case 'util':
        return missing('unresolved-reference', `$util has no \`${name}\``, name, UTIL_METHODS);
      case 'params':
        return found(parameterStep(run, host.path, name));
      case 'stageVariables':
        return found(inputValue(memberOf(inputs.stageVariables, name), 'String'));
      case 'context':
        return contextStep(run, host.path, name);
    }
  }
  if (fields !== undefined) return found(fields.get(name) ?? UNRESOLVED);
  if (self.entryOf !== undefined) {
    if (name === 'key') return found(inputValue(keyOf(self.entryOf), 'String'));
    if (name === 'value') return found(bodyLike(self, anyMemberOf(self.entryOf)));
  }
  if (self.types.has('any') || self.types.has('Map') || self.types.has('Entry')) {
    if (node === undefined) return found(unknown(self.taints));
    return found(bodyLike(self, memberOf(node, name)));
  }
  if (name === 'empty' || name === 'bytes' || name === 'blank') return found(unknown());
  const types = [...self.types];
  const methods = types.flatMap((type) => [...(METHOD_NAMES.get(type) ?? [])]);
  if (methods.includes(name))
    return {
      value: UNRESOLVED,
      problem: {
        rule: 'unresolved-reference',
        reason: `${describeTypes(self)} has no property \`${name}\``,
        remedy: `Call it: .${name}()`,
      },
    };
  if (methods.some((method) => method.toLowerCase() === `get${name.toLowerCase()}`)) return found(unknown());
  return missing('unresolved-reference', `${describeTypes(self)} has no property \`${name}\``, name, []);
}

/** A member of a body keeps that it comes from `$input.path`. */
function bodyLike(self: AbstractValue, node: InputNode): AbstractValue {
  return self.isFromPath === true ? bodyValue(node) : inputValue(node, 'any');
}

function parameterStep(run: Run, path: readonly string[], name: string): AbstractValue {
  const { groups } = run.facts.inputs;
  const [group] = path;
  if (group === undefined) {
    if (Object.hasOwn(groups, name))
      return {
        types: new Set(['Map']),
        taints: [],
        host: { root: 'params', path: [name] },
        node: groups[name as ParameterGroup],
      };
    return UNRESOLVED;
  }
  return inputValue(memberOf(groups[group as ParameterGroup], name), 'String');
}

function contextStep(run: Run, path: readonly string[], name: string): StepResult {
  const full = [...path, name];
  if (!isContextPath(full))
    return missing('unresolved-reference', `$context has no \`${full.join('.')}\``, name, CONTEXT_NAMES);
  const type =
    full.join('.') === 'requestTimeEpoch' ? 'Long' : full.join('.') === 'isCanaryRequest' ? 'Boolean' : 'String';
  const node = contextAt(run.facts.inputs, full);
  if (isContextGroup(full) && full[0] !== 'authorizer')
    return found({ types: new Set(['Map']), taints: [], host: { root: 'context', path: full } });
  if (full[0] === 'authorizer' && full.length < 3)
    return found({ types: new Set(['any']), taints: [], host: { root: 'context', path: full }, node });
  return found(inputValue(node, type));
}

const CONTEXT_NAMES =
  'accountId apiId authorizer domainName httpMethod identity path protocol requestId requestOverride requestTime requestTimeEpoch resourceId resourcePath responseOverride stage sourceIp userAgent claims principalId status header querystring'.split(
    ' ',
  );

/** `$self[index]`. */
export function indexStep(run: Run, self: AbstractValue, index: AbstractValue): StepResult {
  if (self.choices !== undefined) return overChoices(self, (one) => indexStep(run, one, index));
  if (typeof index.constant === 'string' && !isCertainly(self, LISTS)) return propertyStep(run, self, index.constant);
  return found(elementAt(run, self, index));
}

const LISTS: ReadonlySet<string> = new Set(['List', 'String[]', 'Object[]', 'char[]', 'byte[]']);

/** An element or member whose place is not a fixed name. */
export function elementAt(run: Run, self: AbstractValue, index: AbstractValue): AbstractValue {
  const { inputs } = run.facts;
  if (self.host?.root === 'params') {
    const group = self.host.path[0] as ParameterGroup | undefined;
    if (group !== undefined) return inputValue(anyMemberOf(inputs.groups[group]), 'String');
    const members = (['path', 'querystring', 'header'] as const).map((name) => parameterStep(run, [], name));
    return members.reduce(joinValues);
  }
  if (self.host?.root === 'stageVariables') return inputValue(anyMemberOf(inputs.stageVariables), 'String');
  if (self.host !== undefined) return unknown();
  if (self.fields !== undefined) return [...self.fields.values()].reduce(joinValues, UNRESOLVED);
  if (self.items !== undefined && typeof index.constant === 'number')
    return self.items.at(index.constant) ?? UNRESOLVED;
  if (self.items !== undefined) return self.items.reduce(joinValues, UNRESOLVED);
  if (self.element !== undefined) return self.element;
  if (self.node === undefined) return unknown(self.taints);
  const isNumber = typeof index.constant === 'number' || isCertainly(index, INTEGERS);
  return bodyLike(self, isNumber ? elementOf(self.node) : anyMemberOf(self.node));
}

/** What `#foreach` sees of a value; `undefined` when it sees nothing. */
export function loopElement(run: Run, value: AbstractValue): AbstractValue | undefined {
  if (value.choices !== undefined) {
    const elements = value.choices.map((one) => loopElement(run, one)).filter((one) => one !== undefined);
    return elements.length === 0 ? undefined : elements.reduce(joinValues);
  }
  if (isCertainly(value, NOT_ITERABLE)) return undefined;
  if (value.element !== undefined) return value.element;
  if (value.items !== undefined) return value.items.length === 0 ? undefined : value.items.reduce(joinValues);
  if (value.host !== undefined || value.fields !== undefined) {
    if (value.fields?.size === 0) return undefined;
    return elementAt(run, value, unknown());
  }
  if (value.node !== undefined) return bodyLike(value, elementOf(value.node));
  return unknown(value.taints);
}

const NOT_ITERABLE: ReadonlySet<string> = new Set(['String', 'Boolean', ...NUMBERS]);

export function overChoices(self: AbstractValue, step: (one: AbstractValue) => StepResult): StepResult {
  const results = (self.choices ?? []).map(step);
  const problem = results.every((result) => result.problem !== undefined) ? results[0]?.problem : undefined;
  return { value: results.map(({ value }) => value).reduce(joinValues), problem };
}

export function describeTypes(value: AbstractValue): string {
  const names = [...value.types].map((type) => NAMES.get(type) ?? (type.endsWith('[]') ? 'an array' : `a ${type}`));
  return names.join(' or ');
}

const NAMES: ReadonlyMap<string, string> = new Map([
  ['String', 'a text'],
  ['Integer', 'an integer'],
  ['Long', 'an integer'],
  ['Double', 'a decimal'],
  ['Boolean', 'a boolean'],
  ['List', 'a list'],
  ['Map', 'a map'],
]);
