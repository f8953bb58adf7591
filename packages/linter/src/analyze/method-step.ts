import { METHOD_NAMES } from '@portico/vtl';
import { anyMemberOf, elementOf, keyOf, memberOf, parsedOf, splitOf } from '../input/input-node.ts';
import { bodyAt, parameterOf } from '../input/input-tree.ts';
import {
  type AbstractValue,
  constantOf,
  joinValues,
  mapChoices,
  textOf,
  typed,
  UNRESOLVED,
  unknown,
} from '../value/abstract-value.ts';
import { type Escape, joinTaints, withEscape } from '../value/taint.ts';
import { INPUT_METHODS, INPUT_PROPERTIES, UTIL_METHODS } from './known-names.ts';
import { resultOf } from './method-results.ts';
import type { Run } from './run.ts';
import { escapeAfterReplace } from './sanitiser.ts';
import {
  bodyValue,
  describeTypes,
  elementAt,
  found,
  indexStep,
  inputValue,
  missing,
  overChoices,
  propertyStep,
  type StepResult,
  taintOf,
} from './steps.ts';

/** `$self.name(args)`. */
export function methodStep(run: Run, self: AbstractValue, name: string, args: readonly AbstractValue[]): StepResult {
  if (self.choices !== undefined) return overChoices(self, (one) => methodStep(run, one, name, args));
  switch (self.host?.root) {
    case 'input':
      return inputMethod(run, name, args);
    case 'util':
      return utilMethod(run, name, args);
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

function utilMethod(run: Run, name: string, args: readonly AbstractValue[]): StepResult {
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
      return found(parsedJson(run, args[0]));
    default:
      return missing('unresolved-method', `$util has no method \`${name}\``, name, UTIL_METHODS);
  }
}

function parsedJson({ facts }: Run, text: AbstractValue | undefined): AbstractValue {
  const node = text?.node;
  if (node === undefined) return unknown(withEscape(text?.taints ?? [], () => 'none'));
  return bodyValue(node === facts.inputs.rawBody ? facts.inputs.body : parsedOf(node));
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
