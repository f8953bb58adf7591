/** For each operator, by its first spelling, what it does and examples. */
export const OPERATOR_EXAMPLES: ReadonlyMap<string, { readonly does: string; readonly example: string }> = new Map([
  ['||', { does: 'either; the right side is evaluated only when it is needed', example: '#if(false || $yes)x#end' }],
  ['&&', { does: 'both; the right side is evaluated only when it is needed', example: '#if($yes && $n > 1)x#end' }],
  [
    '==',
    {
      does: 'numbers by value, equal classes by `equals`, different classes by their texts',
      example: '#if($n == 42.0)a#end#if($n == "42")b#end',
    },
  ],
  ['!=', { does: 'the reverse of `==`', example: '#if($s != "x")x#end' }],
  ['<', { does: 'of two numbers; anything else is false', example: '#if(1 < 1.5)a#end#if("a" < "b")b#end' }],
  ['>', { does: 'as `<`', example: '#if(2 > 1.5)x#end' }],
  ['<=', { does: 'as `<`', example: '#if(2 <= 2)x#end' }],
  ['>=', { does: 'as `<`', example: '#if(2 >= 2)x#end' }],
  [
    '+',
    {
      does: 'sum; with a String, the texts one after the other',
      example: '#set($x = 1 + 2)$x, #set($x = "n=" + 1 + 2)$x',
    },
  ],
  ['-', { does: 'difference; needs a blank before a number', example: '#set($x = $n - 2)$x' }],
  [
    '*',
    {
      does: 'product; a Double makes it a Double, what does not fit widens',
      example: '#set($x = 2 * 1.5)$x, #set($x = 2147483647 * 2)$x',
    },
  ],
  [
    '/',
    { does: 'quotient; of integers an integer; by zero nothing', example: '#set($x = 7 / 2)$x, #set($x = 7 / 2.0)$x' },
  ],
  ['%', { does: 'remainder, with the sign of the left side', example: '#set($x = 7 % 4)$x, #set($x = -7 % 4)$x' }],
  ['!', { does: 'not; only null and Boolean false are false', example: '#if(!false)a#end#if(!"")b#end' }],
]);
