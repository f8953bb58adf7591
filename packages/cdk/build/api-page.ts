import { dirname, join } from 'node:path';
import { type DocumentedMember, type DocumentedType, readDocComments } from './doc-comments.ts';

const sources = join(dirname(import.meta.dirname), 'src');

/** The page's place in the repository. */
export const API_PAGE: string = join(dirname(import.meta.dirname), '..', '..', 'docs', 'cdk', 'api.md');

const CONSTRUCT = 'ApiGatewayToSageMakerEndpoint';

/** What is exported, in the order of the page. */
export function readApi(): readonly DocumentedType[] {
  const [construct] = readDocComments(join(sources, 'api-gateway-to-sagemaker-endpoint.ts'));
  const interfaces = new Map(readDocComments(join(sources, 'props.ts')).map((each) => [each.name, each]));
  const props = interfaces.get(`${CONSTRUCT}Props`);
  if (construct?.name !== CONSTRUCT || props === undefined) throw new Error('the construct or its props are not found');
  interfaces.delete(props.name);
  return [construct, props, ...[...interfaces.values()].reverse()];
}

/** The page in Markdown. */
export function renderApiPage(types: readonly DocumentedType[]): string {
  return [
    '<!-- Made from the doc comments by `bun packages/cdk/build/write-api-page.ts`. Change those, not this. -->',
    `# \`@portico/cdk\`\n\n[What it is for, and how to use it](README.md)`,
    ...types.flatMap(renderType),
    '',
  ].join('\n\n');
}

function renderType({ kind, name, inherits, text, example, members }: DocumentedType): readonly string[] {
  return [
    `## ${kind === 'class' ? 'Class' : 'Interface'} \`${name}\``,
    text,
    ...(inherits.length === 0
      ? []
      : [`Has all of ${inherits.map((each) => `[\`${each}\`](#${anchor(each)})`).join(', ')}.`]),
    ...(example === undefined ? [] : [code(example)]),
    ...members.flatMap((member) => renderMember(member, kind === 'interface')),
  ];
}

function renderMember(
  { kind, name, type, optional, text, defaultText, example }: DocumentedMember,
  isProp: boolean,
): readonly string[] {
  const call = kind === 'property' ? '' : '()';
  const facts = isProp
    ? `\`${type}\`, ${optional ? 'optional' : '**required**'}`
    : `\`${kind === 'property' ? type : name + type}\``;
  return [
    `### \`${name}${call}\``,
    facts,
    text,
    ...(defaultText === undefined ? [] : [`Default: ${defaultText}`]),
    ...(example === undefined ? [] : [code(example)]),
  ];
}

function code(source: string): string {
  return `\`\`\`ts\n${source}\n\`\`\``;
}

function anchor(interfaceName: string): string {
  return `interface-${interfaceName.toLowerCase()}`;
}
