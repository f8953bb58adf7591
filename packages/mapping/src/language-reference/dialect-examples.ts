// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
/** What differs between the dialects: the rule and templates that show it. `$unknown` is not defined. */
export const DIALECT_EXAMPLES: readonly { readonly rule: string; readonly example: string }[] = [
  {
    rule: 'a reference that does not resolve prints nothing, not its source',
    example: '[$unknown][${unknown}][$map.zz][$s.nope()]',
  },
  { rule: 'its value is `""`, and that is true', example: '#if($unknown)yes#{else}no#end' },
  { rule: 'so `!` of it is false', example: '#if(!$unknown)yes#{else}no#end' },
  { rule: 'it equals `""`', example: '#if($unknown == "")yes#{else}no#end' },
  { rule: '`#set` assigns it', example: '#set($a = "q")#set($a = $unknown)[$a]' },
  { rule: '`+` takes it for a text', example: '#set($a = $unknown + 1)[$a]' },
  { rule: 'it can be an argument', example: '#set($m = {})#set($o = $m.put("a", $unknown))$m' },
  { rule: 'the old value that `put` returns is none', example: '$map.put("z", 1)' },
  { rule: 'a backslash hides it too', example: '\\$unknown' },
  { rule: 'arrays that came as JSON print as JSON', example: '$list $films' },
  { rule: 'arrays made in the template print as in Java', example: '#set($a = ["a", 1])$a' },
  { rule: 'objects print as in Java in both', example: '$map' },
  { rule: 'looping over nothing', example: '[#foreach($x in $unknown)$x#end]' },
  { rule: 'an index beyond the list is an error in both', example: '$list[9]' },
];
