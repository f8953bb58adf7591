interface MemberExample {
  readonly does: string;
  readonly examples: readonly string[];
}

/** For each member of `$input`. */
export const INPUT_EXAMPLES: ReadonlyMap<string, MemberExample> = new Map([
  [
    'path',
    {
      does: 'what a JSONPath finds in the body, as a live value; null where it leads nowhere',
      examples: [
        "$input.path('$.films[0].title')",
        "$input.path('$.films[*].id')",
        "$input.path('$.map')",
        "[$input.path('$.zz')]",
      ],
    },
  ],
  [
    'json',
    {
      does: 'the same as JSON text; `""` where it leads nowhere',
      examples: ["$input.json('$.films[0].title')", "$input.json('$.map')", "$input.json('$.zz')"],
    },
  ],
  [
    'params',
    {
      does: 'a parameter by its name, looked for in path, query and headers; all of them without a name',
      examples: [
        "$input.params('user_id')",
        "[$input.params('zz')]",
        '$input.params().querystring.items',
        '$input.params()',
      ],
    },
  ],
  ['body', { does: 'the body as text; `{}` for none', examples: ['$input.body.length()'] }],
]);

/** For each member of `$util`. Without an argument, or with two, it does not resolve. */
export const UTIL_EXAMPLES: ReadonlyMap<string, MemberExample> = new Map([
  [
    'escapeJavaScript',
    {
      does: 'escapes quotes, backslashes, slashes, control and non-ASCII characters. `\\\'` is no JSON: append `.replaceAll("\\\\\'","\'")`',
      examples: [
        "$util.escapeJavaScript('say \"hé\" / it''s')",
        "$util.escapeJavaScript('it''s').replaceAll(\"\\\\'\",\"'\")",
      ],
    },
  ],
  [
    'parseJson',
    {
      does: 'JSON text as a live value; throws for what is none',
      examples: ['$util.parseJson(\'{"a":[1,2.0]}\').a', "$util.parseJson('{')"],
    },
  ],
  ['urlEncode', { does: 'form encoding of UTF-8', examples: ["$util.urlEncode('a b&é')"] }],
  [
    'urlDecode',
    {
      does: 'the reverse; throws for `%` without two digits',
      examples: ["$util.urlDecode('a+b%26')", "$util.urlDecode('%')"],
    },
  ],
  ['base64Encode', { does: 'of UTF-8', examples: ["$util.base64Encode('é')"] }],
  ['base64Decode', { does: 'to UTF-8', examples: ["$util.base64Decode('w6k=')"] }],
]);
