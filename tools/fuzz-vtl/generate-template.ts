// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
import { VARIABLES } from './generate-context.ts';
import type { Random } from './random.ts';

/** Generates templates from a grammar: mostly valid, some damaged afterwards. */
export function generateTemplate(random: Random): string {
  const generator = new TemplateGenerator(random);
  const template = generator.statements(3);
  return random.chance(0.3) ? damage(random, template) : template;
}

/** Deletes, doubles, swaps or inserts a few characters. */
function damage(random: Random, template: string): string {
  let damaged = template;
  for (let i = random.below(3); i >= 0; i--) {
    const at = random.below(damaged.length + 1);
    const end = Math.min(damaged.length, at + random.below(6));
    const part = damaged.slice(at, end);
    const replacement = random.pick([
      '',
      part + part,
      random.pick(FRAGMENTS),
      [...part].reverse().join(''),
      random.pick(FRAGMENTS) + part,
    ]);
    damaged = damaged.slice(0, at) + replacement + damaged.slice(end);
  }
  return random.chance(0.1) ? damaged.slice(0, random.below(damaged.length + 1)) : damaged;
}

const FRAGMENTS = [
  '$',
  '#',
  '\\',
  '\\\\',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '.',
  '..',
  '!',
  '"',
  "'",
  ',',
  '-',
  '##',
  '#*',
  '*#',
  '#[[',
  ']]#',
  '#end',
  '#{end}',
  '#else',
  '#{else}',
  '#elseif($yes)',
  '$!',
  '${',
  '$!{',
  ' ',
  '\n',
  '\t',
  '\r\n',
  '=',
  '==',
  '&&',
  '#set',
  '#if',
  '#foreach',
  '#@',
  '@',
  '#1',
  '1',
  '1.',
  '.5',
  '$.',
  '$[',
  '$![',
  '#break',
  '#stop',
  '\\#if',
  '\\$s',
  '\\\\$s',
  '$$',
  '$#',
  '#$',
  '|',
  ':',
  '<',
  '%',
  '\\u0041',
  '""',
  "''",
] as const;

const TEXTS = [
  'a',
  ' ',
  '\n',
  'x y',
  '{"k": ',
  '}',
  ', ',
  '  ',
  '\t',
  'text.',
  '-',
  '\\n',
  '[',
  ']',
  ' \n',
  '\r\n',
  '"',
  'é',
  '0',
  'in',
  '(b)',
];
const NAMES = ['x', 'y', 'i', 'j', 'u', 'foreach', 'k'];
const KEYS = ['k', 'a', 'x', 'size', 'empty', 'class', 'b'];

class TemplateGenerator {
  readonly #random: Random;
  readonly #macros: string[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  statements(depth: number): string {
    return this.#random.some(depth > 2 ? 1 : 0, depth > 0 ? 4 : 2, () => this.#statement(depth)).join('');
  }

  #statement(depth: number): string {
    const r = this.#random;
    const roll = r.below(depth > 0 ? 100 : 55);
    if (roll < 20) return r.pick(TEXTS);
    if (roll < 48) return this.#reference(depth);
    if (roll < 51) return r.pick(FRAGMENTS);
    if (roll < 53) return r.pick(['## c\n', '#* c *#', '#** d *#', '#[[ $s #if ]]#', '##\n', '#* $s ## *#']);
    if (roll < 55)
      return r.pick([
        '\\#if',
        '\\#set',
        '\\#foo',
        '\\\\#if($yes)a#end',
        '\\$s',
        '\\\\$s',
        '\\$u',
        '\\\\$u',
        '\\$!u',
        '$\\!s',
        '\\\\#m1()',
        '\\#m1',
      ]);
    if (roll < 70)
      return `#set${r.pick(['', ' '])}(${this.#blank()}${this.#target()}${this.#blank()}=${this.#blank()}${this.#expression(depth - 1)})${this.#end()}`;
    if (roll < 80) return this.#if(depth);
    if (roll < 88) return this.#foreach(depth);
    return this.#otherDirective(depth);
  }

  #if(depth: number): string {
    const r = this.#random;
    const otherwise = r.chance(0.4) ? `${r.pick(['#else', '#{else}'])}${this.#end()}${this.statements(depth - 1)}` : '';
    const elseIf = r.chance(0.2) ? `#elseif(${this.#expression(depth - 1)})${this.statements(depth - 1)}` : '';
    return `#if${r.pick(['', ' '])}(${this.#blank()}${this.#expression(depth - 1)}${this.#blank()})${this.#end()}${this.statements(depth - 1)}${elseIf}${otherwise}${this.#blockEnd()}`;
  }

  #foreach(depth: number): string {
    const r = this.#random;
    const variable = r.pick(['i', 'j', 'x', 's']);
    const items = r.chance(0.7)
      ? this.#plainReference('list')
      : r.chance(0.5)
        ? this.#value(depth - 1)
        : this.#reference(0);
    const body = r
      .some(1, 4, () =>
        r.pick([
          `$${variable}`,
          '$foreach.count',
          '$foreach.index',
          '#if($foreach.hasNext),#end',
          '$velocityCount',
          '$foreach.first$foreach.last',
          `$${variable}.k`,
          '#break',
          `#set($x = $${variable})`,
          '$foreach.parent.count',
          '$!velocityHasNext',
          `#set($${variable} = 1)`,
          this.statements(depth - 1),
        ]),
      )
      .join('');
    return `#foreach(${this.#blank()}$${variable} in ${items}${this.#blank()})${this.#end()}${body}${this.#blockEnd()}`;
  }

  #otherDirective(depth: number): string {
    const r = this.#random;
    const name = r.pick(['m1', 'm2', 'm3']);
    switch (r.below(9)) {
      case 0:
      case 1: {
        this.#macros.push(name);
        const parameters = r.some(0, 3, () => r.pick(['$a', '$b', '$x', '$s'])).join(r.pick([' ', ', ']));
        const body = r
          .some(0, 4, () =>
            r.pick([
              '$a',
              '[$b]',
              '${a}',
              '$!x',
              '#set($a = "q")',
              '$bodyContent',
              '$x',
              '#break',
              this.statements(depth - 1),
            ]),
          )
          .join('');
        return `#macro(${name} ${parameters})${this.#end()}${body}${this.#blockEnd()}`;
      }
      case 2:
      case 3:
      case 4:
        return `#${this.#macros.length > 0 && r.chance(0.8) ? r.pick(this.#macros) : name}(${r.some(0, 3, () => this.#value(depth - 1)).join(r.pick([' ', ', ']))})${this.#end()}`;
      case 5:
        return `#@${name}(${r.some(0, 2, () => this.#value(depth - 1)).join(' ')})${this.statements(depth - 1)}${this.#blockEnd()}`;
      case 6:
        return `#define($${r.pick(NAMES)})${this.statements(depth - 1)}${this.#blockEnd()}`;
      case 7:
        return `#evaluate(${r.pick([`"${this.#quoted(depth - 1, '"')}"`, `'${this.#quoted(depth - 1, "'")}'`, '$s', '$u'])})${this.#end()}`;
      default:
        return r.pick([
          `#literal()${this.statements(depth - 1)}#end`,
          '#stop',
          '#break',
          '#parse("x")',
          '#include($u)',
          '#foo($s)',
          '#{m1}()',
          '#m1',
          '#break($foreach)',
          '#stop("x")',
        ]);
    }
  }

  #blank(): string {
    return this.#random.pick(['', '', '', ' ', '  ', '\n', '\t']);
  }

  #end(): string {
    return this.#random.pick(['', '', '', '\n', ' \n', ' ', '\r\n', '\n\n', '\t\n  ']);
  }

  #blockEnd(): string {
    return this.#random.pick(['#end', '#end', '#{end}']) + this.#end();
  }

  #target(): string {
    const r = this.#random;
    if (r.chance(0.75)) return `$${r.pick(NAMES)}`;
    return r.pick([
      '$m.k',
      '$m["q"]',
      '$l[0]',
      '$l[-1]',
      '${x}',
      '$!x',
      '$u.k',
      '$deep.a.b',
      '$l[9]',
      '$s.k',
      '$m.put("a")',
      '$foreach.k',
      '$nums[1]',
    ]);
  }

  #variable(): string {
    const r = this.#random;
    return r.pick(VARIABLES[r.pick(Object.keys(VARIABLES))] as readonly string[]);
  }

  #plainReference(type: string): string {
    return `$${this.#random.pick(VARIABLES[type] as readonly string[])}`;
  }

  #reference(depth: number): string {
    const r = this.#random;
    const bang = r.chance(0.15) ? '!' : '';
    const formal = r.chance(0.2);
    const type = r.pick(Object.keys(VARIABLES));
    const root = r.chance(0.85) ? r.pick(VARIABLES[type] as readonly string[]) : r.pick(NAMES);
    const steps = r.chance(0.55) ? this.#steps(type, depth) : '';
    return `${r.chance(0.04) ? '\\'.repeat(1 + r.below(3)) : ''}$${bang}${formal ? '{' : ''}${root}${steps}${formal ? '}' : ''}`;
  }

  #steps(type: string, depth: number): string {
    const r = this.#random;
    return r
      .some(1, 2, () => {
        if (r.chance(0.25)) return `.${r.pick(KEYS)}`;
        if (r.chance(0.2)) return `[${r.pick(['0', '1', '-1', '"k"', "'a'", '$n', '$zero', 'true', '7', ' 0 '])}]`;
        return this.#call(r.chance(0.9) ? type : r.pick(Object.keys(VARIABLES)), depth);
      })
      .join('');
  }

  #call(type: string, depth: number): string {
    const r = this.#random;
    const [name, ...kinds] = r.pick(CALLS[type] ?? CALLS['string'] ?? []).split(' ') as [string, ...string[]];
    const args = kinds.map((kind) => this.#argument(kind, depth));
    if (r.chance(0.05)) args.push(this.#value(0));
    if (r.chance(0.04)) args.pop();
    return `.${name}(${args.join(r.pick([',', ', ', ' , ']))})`;
  }

  #argument(kind: string, depth: number): string {
    const r = this.#random;
    if (r.chance(0.08)) return this.#value(Math.max(depth - 1, 0));
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
        return this.#value(Math.max(depth - 1, 0));
    }
  }

  #value(depth: number): string {
    const r = this.#random;
    const roll = r.below(depth > 0 ? 14 : 9);
    if (roll < 3) return `$${this.#variable()}`;
    if (roll < 4) return r.pick(['1', '0', '-5', '2147483647', '9223372036854775807', '99999999999999999999', '007']);
    if (roll < 5) return r.pick(['1.0', '2.5', '-0.5', '.5', '10.', '1e3', '1.5e-3']);
    if (roll < 6) return r.pick(['true', 'false']);
    if (roll < 8)
      return r.pick([
        '"a"',
        "'$s'",
        '"$s!"',
        '""',
        '"a""b"',
        "'it''s'",
        '"\\u0041"',
        '"$u"',
        '"x\\"',
        '"${s}x"',
        '"a ## b"',
        '"#if($yes)y#end"',
        '"$l"',
      ]);
    if (roll < 9) return this.#reference(0);
    if (roll < 10) return `[${r.some(0, 3, () => this.#value(depth - 1)).join(', ')}]`;
    if (roll < 11)
      return `{${r.some(0, 2, () => `${r.pick(['"k"', "'a'", '$s', '1'])}: ${this.#value(depth - 1)}`).join(', ')}}`;
    if (roll < 12)
      return `[${r.pick(['1', '0', '$n', '3', '-2'])}..${r.pick(['3', '$zero', '1', '$u', '-1'])}]`.replace(
        '[$n..',
        '[$one..',
      );
    if (roll < 13) return `"${this.#quoted(depth - 1, '"')}"`;
    return this.#reference(depth - 1);
  }

  /** Statements for the inside of a string. */
  #quoted(depth: number, quote: string): string {
    return this.statements(Math.max(depth, 0)).replaceAll(quote, this.#random.chance(0.5) ? quote + quote : '');
  }

  #expression(depth: number): string {
    const r = this.#random;
    if (depth <= 0 || r.chance(0.45)) return this.#value(Math.max(depth, 0));
    if (r.chance(0.15)) return `${r.pick(['!', 'not ', '! '])}${this.#expression(depth - 1)}`;
    if (r.chance(0.15)) return `(${this.#expression(depth - 1)})`;
    const operator = r.pick([
      '+',
      '+',
      '-',
      '*',
      '/',
      '%',
      '==',
      '!=',
      '<',
      '>',
      '<=',
      '>=',
      '&&',
      '||',
      'and',
      'or',
      'eq',
      'ne',
      'lt',
      'gt',
      'le',
      'ge',
    ]);
    const space = r.chance(0.95) ? ' ' : '';
    return `${this.#expression(depth - 1)}${space}${operator}${space}${this.#expression(depth - 1)}`;
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
