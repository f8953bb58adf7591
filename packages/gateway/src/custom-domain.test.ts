import { expect, test } from 'bun:test';
import type { BasePathMapping } from './custom-domain.ts';
import { customDomainAddress } from './custom-domain.ts';

const MAPPINGS: readonly BasePathMapping[] = [
  { basePath: 'v1', restApiId: 'one', stage: 'prod' },
  { basePath: 'v1/admin', restApiId: 'admin', stage: 'prod' },
  { basePath: 'open', restApiId: 'open' },
];
const CATCH_ALL: BasePathMapping = { basePath: '', restApiId: 'rest', stage: 'live' };

test.each<[target: string, expected: string | undefined]>([
  ['/v1/pets?a=b', 'one prod /pets a=b of /v1/pets'],
  ['/v1', 'one prod /  of /v1'],
  ['/v1/', 'one prod /  of /v1/'],
  ['//v1//pets/', 'one prod //pets/  of //v1//pets/'],
  ['/v1/admin/x', 'admin prod /x  of /v1/admin/x'],
  ['/v1/administrator', 'one prod /administrator  of /v1/administrator'],
  ['/open/test/pets', 'open test /pets  of /open/test/pets'],
  ['/open', 'open  /  of /open'],
  ['/v2/pets', undefined],
  ['/V1/pets', undefined],
  ['/', undefined],
])('%s', (target, expected) => {
  expect(text(MAPPINGS, target)).toBe(expected as string);
});

test('the empty base path takes what no other does', () => {
  expect(text([CATCH_ALL, ...MAPPINGS], '/v1/pets')).toStartWith('one ');
  expect(text([...MAPPINGS, CATCH_ALL], '/v1/pets')).toStartWith('one ');
  expect(text([...MAPPINGS, CATCH_ALL], '/v2/pets')).toBe('rest live /v2/pets  of /v2/pets');
  expect(text([CATCH_ALL], '/')).toBe('rest live /  of /');
});

function text(mappings: readonly BasePathMapping[], target: string): string | undefined {
  const address = customDomainAddress(mappings, target);
  if (address === undefined) return undefined;
  const { apiId, stageName, belowStage, contextPath } = address;
  return `${apiId} ${stageName} ${belowStage.path} ${belowStage.query} of ${contextPath}`;
}
