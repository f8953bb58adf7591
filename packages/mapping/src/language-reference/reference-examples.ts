// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
/** Forms of references. */
export const REFERENCE_EXAMPLES: readonly { readonly form: string; readonly example: string }[] = [
  { form: 'a variable', example: '$s' },
  { form: 'formal: where a letter follows', example: '${s}s' },
  { form: 'quiet', example: '[$!s][$!unknown][$!{unknown}]' },
  { form: 'a property: a key of a map, or `getName()` of an object', example: '$map.k $list.empty' },
  { form: 'an index: of a list from either end, or the key of a map', example: '$list[0] $list[-1] $map["k"]' },
  { form: 'a call', example: '$s.toUpperCase().substring(0, 3)' },
  { form: 'a hyphen belongs to the name', example: '[$s-x][${s}-x]' },
  { form: 'text that starts no reference', example: '$5 $ $$s' },
];

/** Literals, in directives and arguments. */
export const LITERAL_EXAMPLES: readonly { readonly form: string; readonly example: string }[] = [
  { form: 'Integer, Long or BigInteger, by size', example: '#set($x = 7)$x, #set($x = 5000000000)$x, #set($x = -1)$x' },
  { form: 'Double', example: '#set($x = 1.50)$x, #set($x = .5)$x, #set($x = 1e10)$x' },
  { form: 'String, raw', example: "#set($x = 'it''s $s\\n')$x" },
  { form: 'String, itself a template', example: '#set($x = "say ""$s"" #if($yes)now#end")$x' },
  { form: 'Boolean', example: '#set($x = true)$x' },
  { form: 'List', example: '#set($x = [1, "b", $s])$x' },
  { form: 'range, both ends included', example: '#set($x = [3..1])$x' },
  { form: 'Map', example: '#set($x = {"k": 1, "l": [$n]})$x' },
  { form: 'there is no null', example: '#set($x = null)$x' },
];
