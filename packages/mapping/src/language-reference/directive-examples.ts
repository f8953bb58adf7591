/** For each directive what it does and an example, in the page's order. */
export const DIRECTIVE_EXAMPLES: ReadonlyMap<string, { readonly does: string; readonly example: string }> = new Map([
  ['set', { does: 'assigns a variable, a member of a map or an element of a list', example: '#set($x = $n + 1)$x' }],
  ['if', { does: 'prints its body when the condition holds', example: '#if($n > 40)many#end' }],
  ['elseif', { does: 'a further condition of `#if`', example: '#if($n < 1)none#elseif($n < 50)some#{else}many#end' }],
  ['else', { does: 'what is printed when no condition holds', example: '#if($n < 1)none#{else}some#end' }],
  [
    'end',
    { does: 'closes `#if`, `#foreach`, `#macro`, `#define`, `#literal` and `#@name`', example: '#if(true)a#{end}b' },
  ],
  [
    'foreach',
    {
      does: 'once for each element of a list, value of a map, or number of a range',
      example: '[#foreach($i in $nums)$i#if($foreach.hasNext),#end#end]',
    },
  ],
  ['break', { does: 'ends the innermost `#foreach`', example: '#foreach($i in $list)$i#break#end' }],
  ['stop', { does: 'ends the template; what was printed stays', example: 'a#stop b' }],
  [
    'macro',
    {
      does: 'defines a directive of its own; arguments are passed by name',
      example: '#macro(pair $k $v)"$k": "$v"#end#pair("a" $n)',
    },
  ],
  [
    'define',
    {
      does: 'a block that is rendered wherever its name is printed',
      example: '#define($block)<$n>#end#set($n = 7)$block',
    },
  ],
  ['evaluate', { does: 'renders a text as a template', example: "#evaluate('$s has $s.length()')" }],
  ['literal', { does: 'prints its body as it stands', example: '#literal()$s #set($x = 1)#end' }],
  ['include', { does: 'a file; there are none', example: '#include("a.txt")' }],
  ['parse', { does: 'a template in a file; there are none', example: '#parse("a.vm")' }],
]);

/** Comments and raw text, which are no directives. */
export const TEXT_EXAMPLES: readonly { readonly does: string; readonly example: string }[] = [
  { does: 'a comment to the end of the line, which is dropped with it', example: 'a## b\nc' },
  { does: 'a comment', example: 'a#* b *#c' },
  { does: 'text that is printed as it stands', example: '#[[$s #if]]#' },
  { does: 'a backslash hides what would be a reference or a directive', example: '\\$s \\#if' },
];
