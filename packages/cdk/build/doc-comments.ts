import { readFileSync } from 'node:fs';
import ts from 'typescript-6';

/** An exported class or interface, as its doc comments describe it. */
export interface DocumentedType {
  readonly kind: 'class' | 'interface';
  readonly name: string;
  /** Names of what an interface extends, within these files. */
  readonly inherits: readonly string[];
  readonly text: string;
  readonly example: string | undefined;
  readonly members: readonly DocumentedMember[];
}

export interface DocumentedMember {
  readonly kind: 'property' | 'method' | 'constructor';
  readonly name: string;
  /** As written: `string`, `(props: SageMakerMethodProps): apigateway.Method`. */
  readonly type: string;
  readonly optional: boolean;
  readonly text: string;
  readonly defaultText: string | undefined;
  readonly example: string | undefined;
}

/** The exported classes and interfaces of a file, in its order. Private members are left out. */
export function readDocComments(path: string): readonly DocumentedType[] {
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  return file.statements.flatMap((statement) => {
    if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) return [];
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    const { text, example } = commentOf(statement);
    return [
      {
        kind: ts.isClassDeclaration(statement) ? ('class' as const) : ('interface' as const),
        name: statement.name?.text ?? '',
        inherits: ts.isInterfaceDeclaration(statement) ? heritage(statement) : [],
        text,
        example,
        members: Array.from<ts.Node>(statement.members).flatMap(readMember),
      },
    ];
  });
}

function heritage({ heritageClauses = ts.factory.createNodeArray() }: ts.InterfaceDeclaration): readonly string[] {
  return heritageClauses.flatMap(({ types }) => types.map((type) => type.expression.getText()));
}

function readMember(node: ts.Node): readonly DocumentedMember[] {
  if (ts.isConstructorDeclaration(node)) {
    return [{ kind: 'constructor', name: 'constructor', type: signature(node), optional: false, ...commentOf(node) }];
  }
  if (ts.isMethodDeclaration(node) && ts.isIdentifier(node.name)) {
    return [{ kind: 'method', name: node.name.text, type: signature(node), optional: false, ...commentOf(node) }];
  }
  const isProperty = ts.isPropertySignature(node) || ts.isPropertyDeclaration(node) || ts.isGetAccessor(node);
  if (!isProperty || !ts.isIdentifier(node.name)) return [];
  const type = node.type?.getText() ?? '';
  const optional = ('questionToken' in node && node.questionToken !== undefined) || type.endsWith('| undefined');
  return [{ kind: 'property', name: node.name.text, type, optional, ...commentOf(node) }];
}

function signature(node: ts.ConstructorDeclaration | ts.MethodDeclaration): string {
  const parameters = node.parameters.map((parameter) => parameter.getText()).join(', ');
  return node.type === undefined ? `(${parameters})` : `(${parameters}): ${node.type.getText()}`;
}

function commentOf(node: ts.Node): Pick<DocumentedMember, 'text' | 'defaultText' | 'example'> {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const tag = (name: string) =>
    ts.getTextOfJSDocComment(comment?.tags?.find(({ tagName }) => tagName.text === name)?.comment);
  return {
    text: ts.getTextOfJSDocComment(comment?.comment) ?? '',
    defaultText: tag('default'),
    example: tag('example'),
  };
}
