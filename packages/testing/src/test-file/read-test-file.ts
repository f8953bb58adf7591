import { dirname, join } from 'node:path';
import type { YamlNode } from './parse-yaml.ts';
import { readApiTest } from './read-api-test.ts';
import { readTemplateTest } from './read-template-test.ts';
import type { TestCase, TestFile } from './test-case.ts';
import { readTextsOf, type TestDefaults, type TestReader } from './test-reader.ts';
import { YamlFile } from './yaml-file.ts';

const FILE_MEMBERS = ['template', 'api', 'stageVariables', 'tests'] as const;
const TEMPLATE_MEMBERS = ['name', 'template', 'request', 'response', 'context', 'stageVariables', 'expect'] as const;
const API_MEMBERS = ['name', 'api', 'request', 'backend', 'stageVariables', 'expect'] as const;

/**
 * Reads a test file (docs/test.md). Whatever is not understood is a problem with its place: no test is ever left out in silence.
 * @param file its path from the current folder; paths within it are relative to its own folder
 */
export function readTestFile(file: string, text: string): TestFile {
  const yaml = new YamlFile(file, text);
  const tests = yaml.root === undefined ? [] : readTests(yaml, yaml.root);
  return { file, tests: yaml.problems.length > 0 ? [] : tests, problems: yaml.problems };
}

function readTests(yaml: YamlFile, root: YamlNode): readonly TestCase[] {
  const members = yaml.members(root, 'a test file', FILE_MEMBERS);
  if (members === undefined) return [];
  const list = members.get('tests');
  if (list === undefined) {
    yaml.report(root, 'a test file must have tests: a list of at least one test');
    return [];
  }
  if (list.value.type !== 'list') {
    yaml.report(list.value, 'tests must be a list');
    return [];
  }
  const { items } = list.value;
  if (items.length === 0) yaml.report(list.value, 'tests is empty: add a test, or delete the file');
  const defaults: TestDefaults = {
    template: members.get('template'),
    api: members.get('api'),
    stageVariables: readTextsOf(yaml, members.get('stageVariables')) ?? {},
  };
  if (defaults.template !== undefined && defaults.api !== undefined) {
    yaml.report(
      defaults.api.key,
      'a file has a template or an api, not both: give one of them to the tests that need it',
    );
  }
  return items.flatMap((item) => readTest(yaml, item, defaults) ?? []);
}

function readTest(yaml: YamlFile, node: YamlNode, defaults: TestDefaults): TestCase | undefined {
  const kind = kindOf(yaml, node, defaults);
  if (kind === undefined) return undefined;
  const what = kind === 'api' ? 'a test of an api' : 'a test of a template';
  const members = yaml.members(node, what, kind === 'api' ? API_MEMBERS : TEMPLATE_MEMBERS);
  if (members === undefined) return undefined;
  const name = yaml.text(members.get('name'), 'the name of a test');
  if (name === undefined) {
    if (!members.has('name')) yaml.report(node, 'a test needs a name');
    return undefined;
  }
  const resolve = (path: string) => join(dirname(yaml.file), path);
  const reader: TestReader = { yaml, defaults, resolve, name };
  return kind === 'api' ? readApiTest(reader, node, members) : readTemplateTest(reader, node, members);
}

function kindOf(yaml: YamlFile, node: YamlNode, defaults: TestDefaults): TestCase['kind'] | undefined {
  if (node.type !== 'map') return yaml.report(node, 'a test must be a map with a name, and what it expects');
  const own = (name: string) => yaml.below(node, [name]) !== node;
  if (own('template')) return 'template';
  if (own('api')) return 'api';
  if (defaults.template !== undefined) return 'template';
  if (defaults.api !== undefined) return 'api';
  return yaml.report(node, 'a test needs a template or an api, its own or that of the file');
}
