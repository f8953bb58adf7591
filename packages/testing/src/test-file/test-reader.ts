import { readTexts, TemplateInputError } from '../template-input.ts';
import type { YamlNode } from './parse-yaml.ts';
import type { Member, YamlFile } from './yaml-file.ts';

/** What tests of one file share; a test's own members win. */
export interface TestDefaults {
  readonly template: Member | undefined;
  readonly api: Member | undefined;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** What reading one test needs. */
export interface TestReader {
  readonly yaml: YamlFile;
  readonly defaults: TestDefaults;
  /** A path of the file, from the current folder. */
  readonly resolve: (path: string) => string;
  readonly name: string;
}

/** Texts by name, problems reported at the member that is wrong. */
export function readTextsOf(yaml: YamlFile, member: Member | undefined): Record<string, string> | undefined {
  return member === undefined
    ? undefined
    : reading(yaml, member.value, () => readTexts(yaml.value(member.value) ?? null, []));
}

/** Runs a reader of values; its error becomes a problem of the file, at the place that it is about. */
export function reading<T>(yaml: YamlFile, node: YamlNode, read: () => T): T | undefined {
  const before = yaml.problems.length;
  try {
    const result = read();
    return yaml.problems.length > before ? undefined : result;
  } catch (thrown) {
    if (!(thrown instanceof TemplateInputError)) throw thrown;
    if (yaml.problems.length > before) return undefined;
    return yaml.report(yaml.below(node, thrown.path), thrown.message.replace(/^the file /, 'this '));
  }
}

/** A map without members. One whose members are all unknown has been reported for those. */
export function reportEmpty(yaml: YamlFile, node: YamlNode, message: string): undefined {
  if (node.type !== 'map' || node.pairs.length === 0) yaml.report(node, message);
}
