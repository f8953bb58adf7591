// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import type { Grammar } from './grammar.ts';

/** A call of a method that objects of the type mostly have, with arguments that it mostly takes. */
export function generateCall(g: Grammar, type: string, depth: number): string {
  const r = g.random;
  const [name, ...kinds] = r.pick(CALLS[type] ?? CALLS['string'] ?? []).split(' ') as [string, ...string[]];
  const args = kinds.map((kind) => argument(g, kind, depth));
  if (r.chance(0.05)) args.push(g.value(0));
  if (r.chance(0.04)) args.pop();
  return `.${name}(${args.join(r.pick([',', ', ', ' , ']))})`;
}

function argument(g: Grammar, kind: string, depth: number): string {
  const r = g.random;
  if (r.chance(0.08)) return g.value(Math.max(depth - 1, 0));
  switch (kind) {
    case 'string':
      return r.pick(['"a"', "','", '"$s"', '""', '"b"', '$s', '"k"', "'x'", '"A"', '","']);
    case 'regex':
      return r.pick([
        '","',
        '"[a-c]"',
        "'\\s+'",
        "'(a)(b)?'",
        "'.'",
        '"a|b"',
        "'\\d+'",
        "'[^,]*'",
        "'^.'",
        "'$'",
        "''",
        "'(?i)ADA'",
        "'(?<x>a)'",
        "'['",
        "'a{1,2}'",
        "'\\w*?'",
        "'(a*)*b'",
        "'x*'",
        "'\\b'",
        "'[a&&[^b]]'",
      ]);
    case 'replacement':
      return r.pick(['"x"', "'$1'", "'[$0]'", "''", "'\\$'", "'\\\\'", "'$9'", "'$'", "'${x}'"]);
    case 'int':
      return r.pick(['0', '1', '2', '-1', '9', '$n', '$zero', '3']);
    case 'list':
      return r.pick(['$l', '[]', '["a"]', '$nums', '[1,2]', '$none', '$m.keySet()']);
    case 'map':
      return r.pick(['$m', '{}', '{"z":1}', '$u']);
    case 'format':
      return r.pick([
        '"%s"',
        '"%5d|%-5s"',
        '"%05.1f"',
        '"%x"',
        '"%,d"',
        '"%e"',
        '"%b %c"',
        '"%%"',
        '"%n"',
        '"%"',
        '"%q"',
        '"%s %s"',
        '"%2$s"',
        '"%+d"',
        '"%.3s"',
        '"%08.2f"',
        '"%o"',
        '"%h"',
        '"%g"',
      ]);
    default:
      return g.value(Math.max(depth - 1, 0));
  }
}

/** Methods with the kinds of their arguments, by the type of object. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  string: [
    'length',
    'isEmpty',
    'charAt int',
    'substring int',
    'substring int int',
    'indexOf string',
    'indexOf string int',
    'lastIndexOf string',
    'contains string',
    'startsWith string',
    'endsWith string',
    'equals any',
    'equalsIgnoreCase string',
    'compareTo string',
    'compareToIgnoreCase string',
    'concat string',
    'replace string string',
    'replaceAll regex replacement',
    'replaceFirst regex replacement',
    'matches regex',
    'split regex',
    'split regex int',
    'trim',
    'toLowerCase',
    'toUpperCase',
    'toString',
    'hashCode',
    'format format any',
    'format format any any',
    'valueOf any',
    'join string list',
    'join string string string',
    'subSequence int int',
    'intern',
    'codePointAt int',
    'regionMatches int string int int',
    'nope any',
    'bytes',
    'getClass',
    'split regex',
    'indexOf int',
    'toCharArray',
  ],
  number: [
    'intValue',
    'longValue',
    'doubleValue',
    'floatValue',
    'shortValue',
    'byteValue',
    'toString',
    'equals any',
    'compareTo any',
    'hashCode',
    'parseInt string',
    'parseLong string',
    'parseDouble string',
    'valueOf any',
    'toHexString any',
    'toBinaryString any',
    'toOctalString int',
    'max int int',
    'min int int',
    'sum int int',
    'signum int',
    'isNaN',
    'isInfinite',
    'compare int int',
    'abs',
    'parseInt $digits',
    'parseInt string int',
  ],
  boolean: [
    'booleanValue',
    'toString',
    'equals any',
    'compareTo any',
    'hashCode',
    'parseBoolean string',
    'valueOf string',
  ],
  list: [
    'size',
    'isEmpty',
    'get int',
    'set int any',
    'add any',
    'add int any',
    'addAll list',
    'addAll int list',
    'remove int',
    'remove any',
    'removeAll list',
    'retainAll list',
    'contains any',
    'containsAll list',
    'indexOf any',
    'lastIndexOf any',
    'subList int int',
    'iterator',
    'clear',
    'equals list',
    'hashCode',
    'toString',
    'size any',
    'get string',
    'remove string',
  ],
  map: [
    'get string',
    'put string any',
    'putAll map',
    'remove string',
    'containsKey string',
    'containsValue any',
    'keySet',
    'values',
    'entrySet',
    'size',
    'isEmpty',
    'clear',
    'getOrDefault string any',
    'equals map',
    'hashCode',
    'toString',
    'get any',
    'keySet',
    'putIfAbsent string any',
  ],
  missing: ['foo', 'size', 'get int', 'toString'],
};
