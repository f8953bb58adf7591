import { METHOD_NAMES } from '@portico/vtl';
import { anyMemberOf, elementOf, type InputNode, keyOf, memberOf, splitOf } from '../input/input-node.ts';
import { bodyAt, contextAt, type ParameterGroup, parameterOf } from '../input/input-tree.ts';
import {
  type AbstractValue,
  constantOf,
  INTEGERS,
  isCertainly,
  joinValues,
  mapChoices,
  NUMBERS,
  textOf,
  typed,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import { type Escape, joinTaints, type Taint, withEscape } from '../value/taint.ts';
import {
  closestName,
  INPUT_METHODS,
  INPUT_PROPERTIES,
  isContextGroup,
  isContextPath,
  UTIL_METHODS,
} from './known-names.ts';
import { resultOf } from './method-results.ts';
import type { Run } from './run.ts';
import { escapeAfterReplace } from './sanitiser.ts';

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

const found = (value: AbstractValue): StepResult => ({ value });

function missing(
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
function taintOf(node: InputNode, escaping: Escape): readonly Taint[] {
  return node.source === 'owner' ? [] : [{ node, escaping }];
}

function bodyValue(node: InputNode): AbstractValue {
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
function elementAt(run: Run, self: AbstractValue, index: AbstractValue): AbstractValue {
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

function overChoices(self: AbstractValue, step: (one: AbstractValue) => StepResult): StepResult {
  const results = (self.choices ?? []).map(step);
  const problem = results.every((result) => result.problem !== undefined) ? results[0]?.problem : undefined;
  return { value: results.map(({ value }) => value).reduce(joinValues), problem };
}

/** `$self.name(args)`. */
export function methodStep(run: Run, self: AbstractValue, name: string, args: readonly AbstractValue[]): StepResult {
  if (self.choices !== undefined) return overChoices(self, (one) => methodStep(run, one, name, args));
  switch (self.host?.root) {
    case 'input':
      return inputMethod(run, name, args);
    case 'util':
      return utilMethod(name, args);
    case undefined:
      break;
    default:
      if (name === 'get' || name === 'getOrDefault') return indexStep(run, self, args[0] ?? unknown());
      if (name === 'keySet' || name === 'entrySet' || name === 'values') return found(viewOf(run, self, name));
  }
  if (name === 'get' && args.length === 1) return indexStep(run, self, args[0] ?? unknown());
  if (
    (name === 'keySet' || name === 'entrySet' || name === 'values') &&
    (self.types.has('any') || self.types.has('Map'))
  )
    return found(viewOf(run, self, name));
  if (!hasMethod(self, name)) {
    const names = [...self.types].flatMap((type) => [...(METHOD_NAMES.get(type) ?? [])]);
    return missing('unresolved-method', `${describeTypes(self)} has no method \`${name}\``, name, names);
  }
  if (self.entryOf !== undefined && (name === 'getKey' || name === 'getValue'))
    return propertyStep(run, self, name === 'getKey' ? 'key' : 'value');
  return found(callResult(self, name, args));
}

function hasMethod(self: AbstractValue, name: string): boolean {
  return [...self.types].some((type) => {
    const names = METHOD_NAMES.get(type);
    return names === undefined
      ? type !== 'any' || [...METHOD_NAMES.values()].some((table) => table.has(name))
      : names.has(name);
  });
}

function inputMethod(run: Run, name: string, args: readonly AbstractValue[]): StepResult {
  const { inputs } = run.facts;
  const [argument] = args;
  const path = argument?.constant;
  switch (name) {
    case 'path':
    case 'json': {
      const node = bodyAt(inputs, typeof path === 'string' ? path : '$..*');
      node.isRead = true;
      return found(name === 'path' ? bodyValue(node) : { types: new Set(['String']), taints: taintOf(node, 'json') });
    }
    case 'params':
      if (argument === undefined)
        return found({ types: new Set(['Map']), taints: [], host: { root: 'params', path: [] } });
      return found(
        inputValue(typeof path === 'string' ? parameterOf(inputs, path) : anyMemberOf(inputs.parameters), 'String'),
      );
    default:
      return missing('unresolved-method', `$input has no method \`${name}\``, name, [
        ...INPUT_METHODS,
        ...INPUT_PROPERTIES,
      ]);
  }
}

function utilMethod(name: string, args: readonly AbstractValue[]): StepResult {
  const taints = args[0]?.taints ?? [];
  switch (name) {
    case 'escapeJavaScript':
      return found(mapChoices(args[0] ?? UNRESOLVED, (one) => escaped(one)));
    case 'urlEncode':
    case 'base64Encode':
      return found(
        typed(
          'String',
          withEscape(taints, () => 'plain'),
        ),
      );
    case 'urlDecode':
    case 'base64Decode':
      return found(
        typed(
          'String',
          withEscape(taints, () => 'none'),
        ),
      );
    case 'parseJson':
      return found(unknown(withEscape(taints, () => 'none')));
    default:
      return missing('unresolved-method', `$util has no method \`${name}\``, name, UTIL_METHODS);
  }
}

function escaped(value: AbstractValue): AbstractValue {
  if (typeof value.constant === 'string' && /^[\w ]*$/.test(value.constant)) return value;
  return typed(
    'String',
    withEscape(value.taints, (escaping) => (escaping === 'scalar' || escaping === 'plain' ? escaping : 'javascript')),
  );
}

function viewOf(run: Run, self: AbstractValue, name: 'keySet' | 'entrySet' | 'values'): AbstractValue {
  const types = new Set([name === 'values' ? 'Collection' : 'Set']);
  const element = viewElement(run, self, name);
  return { types, taints: element.taints, element };
}

function viewElement(run: Run, self: AbstractValue, name: 'keySet' | 'entrySet' | 'values'): AbstractValue {
  if (self.host?.root === 'params' && self.host.path.length === 0 && name === 'keySet')
    return ['path', 'querystring', 'header'].map((group) => constantOf(group)).reduce(joinValues);
  if (self.host?.root === 'context') return name === 'keySet' ? typed('String') : unknown();
  if (name === 'values') return elementAt(run, self, unknown());
  if (self.fields !== undefined && name === 'keySet')
    return [...self.fields.keys()].map((key) => constantOf(key)).reduce(joinValues, UNRESOLVED);
  const node = self.host?.root === 'stageVariables' ? run.facts.inputs.stageVariables : self.node;
  if (node === undefined)
    return name === 'keySet' ? typed('String', self.taints) : { types: new Set(['Entry']), taints: self.taints };
  if (name === 'keySet') return inputValue(keyOf(node), 'String');
  const taints = joinTaints(taintOf(keyOf(node), 'none'), taintOf(anyMemberOf(node), 'none'));
  return { types: new Set(['Entry']), taints, entryOf: node, isFromPath: self.isFromPath };
}

const MEASURES: ReadonlySet<string> = new Set(['size', 'length', 'isEmpty']);

function callResult(self: AbstractValue, name: string, args: readonly AbstractValue[]): AbstractValue {
  const type = resultOf(self.types, name);
  noteUse(self, name, args);
  if (name === 'split') return splitResult(self, args);
  if (name === 'toString' && self.types.has('String')) return self;
  if (type !== 'any' && type !== 'String' && !type.endsWith('[]') && type !== 'List' && type !== 'Character')
    return typed(type);
  const own = self.taints;
  const [first, second] = args.map(({ constant }) => constant);
  if (name === 'concat') return textOf([self, ...args]);
  if ((name === 'replace' || name === 'replaceAll' || name === 'replaceFirst') && type === 'String') {
    const change = (escaping: Escape): Escape =>
      typeof first === 'string' && typeof second === 'string'
        ? escapeAfterReplace(escaping, name, first, second)
        : 'none';
    return typed('String', joinTaints(withEscape(own, change), ...args.slice(1).map(({ taints }) => taints)));
  }
  if (KEEPS_ESCAPES.has(name)) return typed('String', own);
  const taints = withEscape(joinTaints(own, ...args.map((argument) => argument.taints)), (escaping) =>
    escaping === 'plain' ? 'plain' : 'none',
  );
  return type === 'any' ? unknown(taints) : typed(type, taints);
}

/** They take nothing out of the middle of an escape. */
const KEEPS_ESCAPES: ReadonlySet<string> = new Set([
  'trim',
  'strip',
  'intern',
  'toString',
  'stripLeading',
  'stripTrailing',
]);

function noteUse({ node }: AbstractValue, name: string, args: readonly AbstractValue[]): void {
  if (node === undefined) return;
  const constant = args[0]?.constant;
  if (MEASURES.has(name)) node.isMeasured = true;
  if (name === 'size') elementOf(node);
  if (name === 'matches' && typeof constant === 'string') node.patterns.add(constant);
  if (TESTS.has(name) && constant !== undefined) node.constants.add(constant);
  if (name === 'containsKey' && typeof constant === 'string') memberOf(node, constant).isTested = true;
}

const TESTS: ReadonlySet<string> = new Set([
  'equals',
  'equalsIgnoreCase',
  'contains',
  'startsWith',
  'endsWith',
  'indexOf',
]);

function splitResult(self: AbstractValue, args: readonly AbstractValue[]): AbstractValue {
  const separator = args[0]?.constant;
  const taints = withEscape(self.taints, (escaping) =>
    escaping === 'plain' || escaping === 'scalar' ? 'plain' : 'none',
  );
  const isFixed = typeof separator === 'string' && /^(?:\\?[^\\^$.|?*+()[{]|\\\||\\\.)$/.test(separator);
  const element =
    self.node !== undefined && isFixed
      ? {
          ...inputValue(splitOf(self.node, separator.replace('\\', '')), 'String'),
          taints:
            self.taints.length === 0
              ? []
              : taintOf(splitOf(self.node, separator.replace('\\', '')), self.taints[0]?.escaping ?? 'none'),
        }
      : typed('String', taints);
  return { types: new Set(['String[]']), taints, element };
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
