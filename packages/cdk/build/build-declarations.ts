import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript-6';

export interface DeclarationFile {
  /** `props.d.ts` for ESM, `props.d.cts` for CommonJS. */
  readonly path: string;
  readonly text: string;
}

/**
 * The declarations of a module and of those that its declarations import. Each module is translated by itself, which
 * `isolatedDeclarations` makes possible; throws when one can not be.
 * @param entry file name in `folder`, where all modules lie
 */
export function buildDeclarations(folder: string, entry: string): readonly DeclarationFile[] {
  const files: DeclarationFile[] = [];
  const open = [entry];
  for (const name of open) {
    const text = declare(folder, name);
    for (const [, imported = ''] of text.matchAll(/ from '\.\/([^']+)\.ts'/g)) {
      if (!open.includes(`${imported}.ts`)) open.push(`${imported}.ts`);
    }
    files.push(
      { path: name.replace(/\.ts$/, '.d.ts'), text: text.replaceAll(/( from '\.\/[^']+)\.ts'/g, "$1.js'") },
      { path: name.replace(/\.ts$/, '.d.cts'), text: text.replaceAll(/( from '\.\/[^']+)\.ts'/g, "$1.cjs'") },
    );
  }
  return files;
}

function declare(folder: string, name: string): string {
  const { outputText, diagnostics = [] } = ts.transpileDeclaration(readFileSync(join(folder, name), 'utf8'), {
    fileName: name,
    reportDiagnostics: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.NodeNext,
      isolatedDeclarations: true,
      declaration: true,
      strict: true,
    },
  });
  const [problem] = diagnostics;
  if (problem !== undefined) {
    throw new Error(`${name}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
  }
  return outputText;
}
