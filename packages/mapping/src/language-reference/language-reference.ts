import { JSON_PATH_LIMITS } from '@portico/jsonpath';
import { JavaMap, MAX_JSON_DEPTH, REGEX_PROPERTIES } from '@portico/values';
import { DEFAULT_LIMITS, type JavaType, LANGUAGE } from '@portico/vtl';
import { createInput } from '../input.ts';
import { MAPPING_TEMPLATE_LIMITS } from '../mapping-template.ts';
import { UTIL } from '../util/util.ts';
import { DIALECT_EXAMPLES } from './dialect-examples.ts';
import { DIRECTIVE_EXAMPLES, TEXT_EXAMPLES } from './directive-examples.ts';
import { INPUT_EXAMPLES, UTIL_EXAMPLES } from './member-examples.ts';
import { ALWAYS_THROW, ARGUMENTS, OWN_ARGUMENTS, RECEIVERS } from './method-examples.ts';
import { OPERATOR_EXAMPLES } from './operator-examples.ts';
import { LITERAL_EXAMPLES, REFERENCE_EXAMPLES } from './reference-examples.ts';
import { REGEX_EXAMPLES } from './regex-examples.ts';
import { type CallResult, callExample, renderMapping, renderPlain } from './render-example.ts';
import { SAMPLE_BODY, SAMPLE_SCOPE } from './sample.ts';

/** The page docs/language-reference.md: from the tables by which the engine works; every output is what the engine prints. */
export function languageReference(): string {
  return `${[
    head(),
    directives(),
    references(),
    operators(),
    members(),
    methods(),
    regularExpressions(),
    dialects(),
    limits(),
  ].join('\n\n')}\n`;
}

function head(): string {
  return `# Language reference

What a mapping template may contain. Generated from the engine's own tables by \`PORTICO_UPDATE=1 npm test -- language-reference\`, each output by
rendering its example; a test holds the page against the engine. [differences.md](differences.md) says how other engines differ,
[templates.md](templates.md) how to write templates that hold against hostile input.

The examples run in the dialect \`apigateway\`, in which mapping templates run. \`⏎\` is a line end. Names such as \`$s\` are the members of this body:

\`\`\`json
${SAMPLE_BODY}
\`\`\``;
}

function directives(): string {
  const rows = [...DIRECTIVE_EXAMPLES].map(([name, { does, example }]) => {
    if (!LANGUAGE.directives.includes(name)) throw new Error(`#${name} is no directive`);
    return [`\`#${name}\``, does, code(example), code(gateway(example))];
  });
  const undescribed = LANGUAGE.directives.filter((name) => !DIRECTIVE_EXAMPLES.has(name));
  if (undescribed.length > 0) throw new Error(`directives without an example: ${undescribed}`);
  const text = TEXT_EXAMPLES.map(({ does, example }) => [does, code(example), code(gateway(example))]);
  return `## Directives

${table(['directive', 'what it does', 'example', 'output'], rows)}

Each can be written with braces where a letter follows: \`#{else}x\`. An unknown directive is printed as it stands. Behind a directive's \`)\`, \`#else\` and
\`#end\`, blanks and one line end are dropped when nothing else follows on the line.

${table(['text', 'example', 'output'], text)}`;
}

function references(): string {
  const rows = (examples: typeof REFERENCE_EXAMPLES) =>
    examples.map(({ form, example }) => [form, code(example), code(gateway(example))]);
  return `## References

${table(['form', 'example', 'output'], rows(REFERENCE_EXAMPLES))}

## Literals

${table(['literal', 'example', 'output'], rows(LITERAL_EXAMPLES))}`;
}

function operators(): string {
  const rows = LANGUAGE.operators.flatMap((level, at) =>
    level.map((spellings) => {
      const described = OPERATOR_EXAMPLES.get(spellings[0] ?? '');
      if (described === undefined) throw new Error(`${spellings} has no example`);
      const { does, example } = described;
      return [`${at + 1}`, spellings.map((one) => code(one)).join(' '), does, code(example), code(gateway(example))];
    }),
  );
  return `## Operators

From the loosest (1) to the tightest; all associate to the left. Parentheses group. They stand in conditions and on the right side of \`#set\`, not in arguments.

${table(['', 'operator', 'what it does', 'example', 'output'], rows)}`;
}

function members(): string {
  const input = createInput().host;
  const inputNames = [...input.methods.keys(), ...input.properties.keys()];
  return `## $input

${memberTable('input', inputNames, INPUT_EXAMPLES)}

## $util

${memberTable('util', [...UTIL.methods.keys()], UTIL_EXAMPLES)}

## $context

What is not known for a request is not there. \`requestOverride\` and \`responseOverride\` take what the request to the backend and the answer are to have:
\`#set($context.responseOverride.status = 404)\`.

${table(['member', 'in the sample'], contextRows(SAMPLE_SCOPE.context, '$context'))}

## $stageVariables

A map of the stage's variables.

${table(
  ['example', 'output'],
  ['$stageVariables.endpoint', "$stageVariables.get('endpoint')", '[$stageVariables.none]'].map((example) => [
    code(example),
    code(renderMapping(example)),
  ]),
)}`;
}

interface MemberExample {
  readonly does: string;
  readonly examples: readonly string[];
}

function memberTable(root: string, names: readonly string[], described: ReadonlyMap<string, MemberExample>): string {
  const rows = names.flatMap((name) => {
    const { does, examples } = described.get(name) ?? missing(`$${root}.${name}`);
    return examples.map((example, at) => [
      at === 0 ? `\`${name}\`` : '',
      at === 0 ? does : '',
      code(example),
      code(renderMapping(example)),
    ]);
  });
  return table(['member', 'what it gives', 'example', 'output'], rows);
}

function missing(what: string): never {
  throw new Error(`${what} has no example`);
}

function contextRows(map: JavaMap, path: string): string[][] {
  return [...map.entries()].flatMap(([key, value]) => {
    const member = `${path}.${key}`;
    if (value instanceof JavaMap && value.size > 0) return contextRows(value, member);
    return [[code(member), value instanceof JavaMap ? 'a map to write to' : code(renderMapping(member))]];
  });
}

function methods(): string {
  return `## Methods

All methods that exist, by the class of the object; anything else is a reference that does not resolve. Signatures are Java's. The class of the result
is that of the example's. Arrays, iterators and streams are shown by their elements. Methods that take a \`Locale\` or a \`Charset\` are there too, but no
template has one. \`${[...ALWAYS_THROW].join('`, `')}\` throw.

${[...RECEIVERS].map(([type, receiver]) => methodsOf(type, receiver)).join('\n\n')}`;
}

function methodsOf(type: JavaType, receiver: string): string {
  const rows = (LANGUAGE.methods.get(type) ?? [])
    .filter((signature) => !/Locale|Charset/.test(signature) && !ALWAYS_THROW.has(`${type}.${signature}`))
    .map((signature) => {
      const expression = `${receiver}.${callOf(type, signature)}`;
      const { type: result, output } = type === 'ForeachScope' ? loopExample(expression) : callExample(expression);
      return [code(signature), result, code(expression), code(output)];
    });
  const heading = type === 'String[]' ? 'String[] and other arrays' : type;
  return `### ${heading}\n\n${table(['method', 'result', 'example', 'output'], rows)}`;
}

/** In the second of two loops, at its first element. */
function loopExample(expression: string): CallResult {
  const inside = `$!foreach.put("mine", 1)#set($kept = ${expression})`;
  return callExample('$kept', `#foreach($y in ["x"])#foreach($x in $list)#if($foreach.first)${inside}#end#end#end`);
}

function callOf(type: JavaType, signature: string): string {
  const own = OWN_ARGUMENTS.get(`${type}.${signature}`);
  const [, name = '', list = ''] = /^(\w+)\((.*)\)$/.exec(signature) ?? [];
  if (own !== undefined) return `${name}(${own})`;
  const args = list === '' ? [] : list.split(',').map((one) => ARGUMENTS[one] ?? missing(`the parameter type ${one}`));
  return `${name}(${args.join(', ')})`;
}

function regularExpressions(): string {
  const rows = REGEX_EXAMPLES.map(({ syntax, means, example }) => [
    code(syntax),
    means,
    code(example),
    code(callExample(example).output),
  ]);
  const { posix, java, binary, categories } = REGEX_PROPERTIES;
  const names = (list: readonly string[]) => list.map((name) => `\`${name}\``).join(' ');
  return `## Regular expressions

Those of java.util.regex, in \`matches\`, \`replaceAll\`, \`replaceFirst\` and \`split\`; also in JSONPath filters (\`=~\`), selection patterns and the \`pattern\` of models. The matcher
counts its steps: one that backtracks without end is an error of the template, not a hanging gateway. Not there: \`\\X\`, \`\\N{...}\`.

${table(['syntax', 'meaning', 'example', 'output'], rows)}

- POSIX names: ${names(posix)}
- Methods of Character: ${names(java)}
- Binary properties, behind \`Is\`: ${names(binary)}
- General categories, also behind \`Is\` and \`gc=\`: ${names(categories)}
- Scripts behind \`Is\` or \`sc=\` by Unicode's names, blocks of the basic plane behind \`In\` or \`blk=\``;
}

function dialects(): string {
  const rows = DIALECT_EXAMPLES.map(({ rule, example }) => [
    rule,
    code(example),
    code(renderPlain(example, 'velocity')),
    code(renderPlain(example, 'apigateway')),
  ]);
  return `## Dialects

\`velocity\` is Apache Velocity 1.7 as it is, without reflection; \`apigateway\` is that engine as API Gateway runs it.

${table(['', 'template', '`velocity`', '`apigateway`'], rows)}`;
}

function limits(): string {
  const count = (value: number) => (Number.isFinite(value) ? value.toLocaleString('en-US') : 'none');
  const rows = (['outputLength', 'steps', 'foreachIterations'] as const).map((name) => [
    LIMIT_NAMES[name],
    count(MAPPING_TEMPLATE_LIMITS[name]),
    count(DEFAULT_LIMITS[name]),
  ]);
  return `## Limits

${table(['', 'mapping templates', 'the engine alone'], rows)}

A loop ends silently at its limit, as in API Gateway; the others end the template with a TemplateLimitError. Macros call each other 20 deep, as in Velocity. JSON
nests ${count(MAX_JSON_DEPTH)} deep. A JSONPath has ${count(JSON_PATH_LIMITS.pathLength)} characters and ${count(JSON_PATH_LIMITS.steps)} steps at most, and visits ${count(JSON_PATH_LIMITS.visits)} nodes.`;
}

const LIMIT_NAMES = {
  outputLength: 'characters of output, and of any text that is built',
  steps: 'steps: iterations, calls, elements touched, work of regular expressions',
  foreachIterations: 'iterations of a loop',
} as const;

/** A template with the members of the sample body as its variables, in API Gateway's dialect. */
function gateway(template: string): string {
  return renderPlain(template, 'apigateway');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A code span for a cell; an error's name, which is bold, stays so. */
function code(text: string): string {
  if (text === '') return '(nothing)';
  if (/^\*\*\w+\*\*$/.test(text)) return text;
  return `\`${text.replace(/\r?\n/g, '⏎').replaceAll('|', '\\|')}\``;
}
