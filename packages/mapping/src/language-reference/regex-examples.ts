// biome-ignore-all lint/suspicious/noTemplateCurlyInString: formal references of Velocity look like JavaScript's.
/** What Java's regular expressions have, with a call that shows it. In a template the pattern stands in single quotes. */
export const REGEX_EXAMPLES: readonly { readonly syntax: string; readonly means: string; readonly example: string }[] =
  [
    { syntax: '.', means: 'any character but a line end', example: "$s.replaceAll('.', 'x')" },
    { syntax: '[abc] [^abc] [a-c]', means: 'one of, none of, a range', example: "$s.replaceAll('[^a]', '-')" },
    { syntax: '[a-z&&[^n]]', means: 'intersection', example: "$s.replaceAll('[a-z&&[^n]]', '-')" },
    {
      syntax: '\\d \\w \\s \\h \\v \\D \\W \\S \\H \\V',
      means: 'digit, word character, blank, blank within a line, line end; and their opposites',
      example: "$s.matches('\\w+')",
    },
    { syntax: '\\p{L} \\p{Lu} \\P{L}', means: 'general category', example: "$s.matches('\\p{L}+')" },
    {
      syntax: '\\p{Alpha} \\p{Punct} ...',
      means: 'POSIX, ASCII only without the flag `U`',
      example: "$s.replaceAll('\\p{Lower}', '-')",
    },
    {
      syntax: '\\p{IsLatin} \\p{InGreek} \\p{IsAlphabetic}',
      means: 'script, block, binary property',
      example: "$s.matches('\\p{IsLatin}+')",
    },
    { syntax: '\\p{javaLetter}', means: 'java.lang.Character.isLetter', example: "$s.matches('\\p{javaLetter}+')" },
    {
      syntax: '\\t \\n \\r \\f \\a \\e \\0101 \\x41 \\u0041 \\x{1F600} \\cA',
      means: 'a character',
      example: "$s.replaceAll('\\x62', 'B')",
    },
    { syntax: '\\Q...\\E', means: 'text as it stands', example: "$s.split('\\Qn\\E').size()" },
    {
      syntax: '^ $ \\A \\Z \\z \\G',
      means: 'start and end of the text (of a line with `m`), end of the match before',
      example: "$s.replaceFirst('^.', 'B')",
    },
    { syntax: '\\b \\B', means: 'word boundary', example: "$s.replaceAll('\\b', '|')" },
    { syntax: '\\R', means: 'a line end of any kind', example: "$s.split('\\R').size()" },
    { syntax: '* + ? {2} {2,} {2,3}', means: 'greedy', example: "$s.replaceAll('(an)+', '-')" },
    { syntax: '*? +? ??', means: 'lazy', example: "$s.replaceFirst('b.*?n', '-')" },
    { syntax: '*+ ++ ?+', means: 'possessive', example: "$s.matches('[a-z]++a')" },
    {
      syntax: '(a) (?<name>a) (?:a)',
      means: 'group, named group, group that is not counted',
      example: "$s.replaceAll('(?<x>a)n', '<${x}>')",
    },
    { syntax: '\\1 \\k<name>', means: 'what a group matched', example: "$s.matches('b(an)\\1a')" },
    { syntax: '(?=a) (?!a) (?<=a) (?<!a)', means: 'look ahead and behind', example: "$s.replaceAll('(?<=n)a', 'A')" },
    { syntax: '(?>a)', means: 'atomic group', example: "$s.matches('(?>[a-z]+)a')" },
    { syntax: '(?i) (?i:a) (?-i)', means: 'flags `i d m s u x U`', example: "$s.matches('(?i)BANANA')" },
    { syntax: '$1 ${name} \\', means: 'in a replacement: a group, a quote', example: "$s.replaceAll('(n)a', '$1\\$')" },
  ];
