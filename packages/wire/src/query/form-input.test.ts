import { describe, expect, test } from 'bun:test';
import { readForm } from './form-input.ts';
import { identifyQueryService } from './query-service.ts';

const form = (text: string, query = '') => readForm(query, new TextEncoder().encode(text));

describe('a form', () => {
  test('texts are decoded as UTF-8, a plus sign is a space, empty text is a value', () => {
    const input = form('Action=CreateRole&Description=caf%C3%A9+au+lait&Path=');
    expect([input.text('Action'), input.text('Description'), input.text('Path'), input.text('Nothing')]).toEqual([
      'CreateRole',
      'café au lait',
      '',
      undefined,
    ]);
  });

  test('the query string counts too, the body wins, and a presigned URL adds no parameters', () => {
    const input = form('B=2', 'A=1&B=1&X-Amz-Date=now');
    expect([input.text('A'), input.text('B'), input.text('X-Amz-Date')]).toEqual(['1', '2', undefined]);
  });

  test('lists of texts end at the first position that is absent', () => {
    expect(form('A.member.1=x&A.member.2=y&A.member.4=z').texts('A')).toEqual(['x', 'y']);
    expect(form('A=').texts('A')).toEqual([]);
  });

  test('lists of structures, with lists in them', () => {
    const tags = form('T.member.1.Key=k&T.member.1.Value=v&T.member.2.Key=l&T.member.2.V.member.1=a').structures('T');
    expect(tags.map((tag) => [tag.text('Key'), tag.text('Value'), tag.texts('V')])).toEqual([
      ['k', 'v', []],
      ['l', undefined, ['a']],
    ]);
  });

  test('a position beyond any list does not make a list of its length', () => {
    expect(form('T.member.999999999.Key=k').structures('T')).toEqual([]);
    expect(form('T.member.9999.Key=k').structures('T')).toHaveLength(1000);
  });

  test('too many parameters are refused', () => {
    const text = Array.from({ length: 2001 }, (_, i) => `p${i}=1`).join('&');
    expect(() => form(text)).toThrow('Too many parameters');
  });

  test.each([
    ['Action=GetCallerIdentity&Version=2011-06-15', 'sts'],
    ['Action=ListUsers&Version=2010-05-08', 'iam'],
    ['Action=X&Version=2000-01-01', undefined],
    ['{}', undefined],
  ])('%s is for %p', (text, service) => {
    expect(identifyQueryService(new TextEncoder().encode(text))).toBe(service);
  });
});
