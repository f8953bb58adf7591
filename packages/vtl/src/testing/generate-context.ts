import type { Random } from './random.ts';

/** Names of the context's variables by what they hold, so that generated calls mostly fit. */
export const VARIABLES: Readonly<Record<string, readonly string[]>> = {
  string: ['s', 'csv', 'empty', 'digits'],
  number: ['n', 'zero', 'big', 'd', 'one'],
  boolean: ['yes', 'no'],
  list: ['l', 'nums', 'nested', 'none'],
  map: ['m', 'deep', 'objects'],
  missing: ['u', 'nul', 'x', 'y'],
};

/** A context as JSON text: every type, nulls, odd keys, texts that look like templates. */
export function generateContext(random: Random): string {
  const { pick } = random;
  const p = <T>(items: readonly T[]): T => pick.call(random, items) as T;
  const fields: readonly (readonly [string, string])[] = [
    [
      's',
      p([
        '"Ada"',
        '"a b"',
        '"x,y,,z,"',
        '"$n"',
        '"#if"',
        '"Straße \\u00e9\\ud83d\\ude00"',
        '" pad "',
        '"a\\nb"',
        '"true"',
      ]),
    ],
    ['csv', p(['"1,2,3"', '"a,,b,"', '","', '"a;b"'])],
    ['empty', '""'],
    ['digits', p(['"12"', '"-7"', '"1.5"', '"0x1f"', '" 3 "'])],
    ['n', p(['7', '-3', '2147483647', '42'])],
    ['zero', '0'],
    ['one', '1'],
    ['big', p(['900719925474099312', '2147483648', '9223372036854775808', '-4000000000'])],
    ['d', p(['2.5', '1.0', '-0.5', '1e10', '0.001', '100.25'])],
    ['yes', 'true'],
    ['no', 'false'],
    ['l', p(['["a","b","c"]', '["a"]', '["b",null,"a/b"]', '[1,"1",1.5,true,null]'])],
    ['nums', p(['[3,1,2]', '[1.5,2]', '[1,2,3,4,5]'])],
    ['nested', p(['[[1,2],[3]]', '[{"k":"v"},{"k":null}]', '[["a",["b"]]]'])],
    ['none', '[]'],
    ['m', p(['{"k":"v","x":null}', '{"a":1,"k":[1,"z"]}', '{"size":"sz","empty":1,"class":"c","k":"v"}', '{}'])],
    ['deep', p(['{"a":{"b":{"c":"C"}},"l":[1,{"k":2}]}', '{"a":{"b":null}}'])],
    ['objects', p(['{"1":"one","b":2,"0":"zero"}', '{"k":{"x":1},"j":[]}'])],
    ['nul', 'null'],
  ];
  return `{${fields.map(([name, value]) => `"${name}":${value}`).join(',')}}`;
}
