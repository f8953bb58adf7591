/** What methods return, where it is always the same class. Others, and names that differ by class, are not known. */
const RESULTS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries({
    String: {
      Integer: 'length indexOf lastIndexOf compareTo compareToIgnoreCase codePointAt codePointCount hashCode',
      Boolean:
        'isEmpty isBlank contains startsWith endsWith equals equalsIgnoreCase contentEquals matches regionMatches',
      String:
        'concat repeat replace replaceAll replaceFirst trim strip stripLeading stripTrailing toLowerCase toUpperCase toString intern substring subSequence valueOf format join',
      Character: 'charAt',
      'String[]': 'split',
      'char[]': 'toCharArray',
      'byte[]': 'getBytes',
    },
    Map: {
      Integer: 'size hashCode',
      Boolean: 'isEmpty containsKey containsValue equals',
      String: 'toString',
      Set: 'keySet entrySet',
      Collection: 'values',
    },
    List: {
      Integer: 'size indexOf lastIndexOf hashCode',
      Boolean: 'isEmpty contains containsAll equals',
      String: 'toString',
      Iterator: 'iterator',
      List: 'subList',
    },
    Integer: {
      Integer: 'intValue parseInt compareTo hashCode signum',
      Long: 'longValue',
      Double: 'doubleValue',
      Boolean: 'equals',
      String: 'toString toHexString toBinaryString toOctalString',
    },
    Long: {
      Integer: 'intValue compareTo',
      Long: 'longValue parseLong',
      Double: 'doubleValue',
      Boolean: 'equals',
      String: 'toString',
    },
    Double: {
      Integer: 'intValue compareTo',
      Long: 'longValue',
      Double: 'doubleValue parseDouble',
      Boolean: 'equals isNaN isInfinite',
      String: 'toString',
    },
    Boolean: { Boolean: 'equals booleanValue parseBoolean', String: 'toString', Integer: 'compareTo' },
  }).map(([type, results]) => [
    type,
    new Map(Object.entries(results).flatMap(([result, names]) => names.split(' ').map((name) => [name, result]))),
  ]),
);

const LISTS = new Set(['List', 'Object[]', 'String[]', 'char[]', 'byte[]', 'Set', 'Collection']);

/** The class of what a method returns; `any` when it depends. A type of `any` stands for every class that has the method. */
export function resultOf(types: ReadonlySet<string>, method: string): string {
  const results = new Set<string>();
  for (const type of types) {
    if (type === 'any') for (const table of RESULTS.values()) add(results, table.get(method));
    else results.add(RESULTS.get(LISTS.has(type) ? 'List' : type)?.get(method) ?? 'any');
  }
  const [only] = results;
  return results.size === 1 && only !== undefined ? only : 'any';
}

function add(results: Set<string>, result: string | undefined): void {
  if (result !== undefined) results.add(result);
}
