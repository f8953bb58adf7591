import type { Answer, DifferenceCase, DifferenceCases, EngineName, GatewayCase } from './difference-cases.ts';

/** The page docs/differences.md, from the cases. */
export function differencesPage({ context, cases }: DifferenceCases, gatewayCases: readonly GatewayCase[]): string {
  const themes = [...new Set(cases.map(({ theme }) => theme))];
  const isOwn = (one: DifferenceCase) => one.portico !== undefined;
  return `# Differences from other engines

How Portico's templates differ from other implementations of Velocity, and those from what API Gateway does. Written from \`conformance/vtl-differences\` by
\`PORTICO_UPDATE=1 npm test -- differences\`; a test renders every template again with Portico and with velocityjs. The other columns are recorded.

| column | engine |
| --- | --- |
| Velocity 1.7 | the real engine on OpenJDK 17; Portico in the dialect \`velocity\` answers the same |
| API Gateway | the real engine with the service's rule; Portico in the dialect \`apigateway\`, in which mapping templates run, answers the same |
| velocityjs | velocityjs 2.1.7, on which local emulators and test helpers are built |
| amplify | amplify-velocity-template 1.4.17, of AWS Amplify's local mock |

"same" is the answer of API Gateway. Names in bold are errors. The context of all templates:

\`\`\`json
${context}
\`\`\`

## In short

Of these ${cases.length} templates, which were chosen because engines differ, velocityjs answers ${countSame(cases, 'velocityjs')} as API Gateway does and amplify ${countSame(cases, 'amplify')}. What a mapping template is most likely to meet:

- A condition on a text: \`#if($x)\` is true for \`""\` and for a reference that does not resolve; in velocityjs it is false.
- \`$list[9]\` beyond the end is a 500 of API Gateway; elsewhere it prints its source.
- \`7 / 2\` is 3, \`1.0\` stays \`1.0\`, \`split\` takes a regular expression and drops trailing empty parts, \`contains\`, \`matches\` and \`format\` exist.
- Arrays of the request print as JSON; elsewhere as \`[a, b]\`.
- No object of JavaScript can be reached; in amplify a template reaches the \`Function\` constructor.

${themes
  .map((theme) =>
    section(
      theme,
      cases.filter((one) => one.theme === theme && !isOwn(one)),
    ),
  )
  .filter((text) => text !== '')
  .join('\n\n')}

## Portico and the JVM

Where Portico answers otherwise than the engine on the JVM:

${table(['', 'template', 'Velocity 1.7', 'Portico, `velocity`', 'Portico, `apigateway`', 'why'], cases.filter(isOwn).map(ownRow))}

Every render has limits that the engine on the JVM does not have: output, steps, the size of what it builds, regular expressions ([language-reference.md](language-reference.md#limits)).
Exceeding one is an error, named TemplateLimitError. Methods that take functions, dates in \`String.format\` and locales other than en-US do not exist.

## API Gateway and others

What API Gateway does, by its documentation or as recorded, beyond Velocity. Portico does the same; \`conformance/mapping\` has the whole, with sources.

${table(
  ['', 'template', 'result'],
  gatewayCases.map(({ what, template, expected, error }) => [
    what,
    code(template),
    shown(expected === undefined ? { error: error ?? '' } : { output: expected }),
  ]),
)}
`;
}

function countSame(cases: readonly DifferenceCase[], engine: EngineName): number {
  return cases.filter(({ answers }) => isSame(answers[engine], answers.apigateway)).length;
}

function section(theme: string, cases: readonly DifferenceCase[]): string {
  if (cases.length === 0) return '';
  const rows = cases.map(({ what, template, answers: { velocity, apigateway, velocityjs, amplify } }) => [
    what,
    code(template),
    ...[velocity].map((answer) => (isSame(answer, apigateway) ? 'same' : shown(answer))),
    shown(apigateway),
    ...[velocityjs, amplify].map((answer) => (isSame(answer, apigateway) ? 'same' : shown(answer))),
  ]);
  return `## ${theme}\n\n${table(['', 'template', 'Velocity 1.7', 'API Gateway', 'velocityjs', 'amplify'], rows)}`;
}

function ownRow({ what, template, answers, portico }: DifferenceCase): string[] {
  return [
    what,
    code(template),
    shown(answers.velocity),
    shown(portico?.velocity ?? answers.velocity),
    shown(portico?.apigateway ?? answers.apigateway),
    portico?.reason ?? '',
  ];
}

export function isSame(one: Answer, other: Answer): boolean {
  return one.output === other.output && (one.error === undefined) === (other.error === undefined);
}

function shown({ output, error }: Answer): string {
  return output === undefined ? `**${error}**` : code(output);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function code(text: string): string {
  return text === '' ? '(nothing)' : `\`${text.replaceAll('\n', '⏎').replaceAll('|', '\\|')}\``;
}
