import type { KeyedDocument, S3Object } from '@portico/store';
import { xmlElement, xmlText } from '@portico/wire';
import { ownerXml } from '../buckets/owner.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import { isoSeconds, s3Document } from '../s3-xml.ts';
import { listKeys } from './list-keys.ts';
import { keyEncoder, readCount, readToken, writeToken } from './paging.ts';

const MAX_KEYS = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2(call: S3Call, ports: S3Ports): S3Output {
  const { query, bucket } = call;
  const token = readToken(query.get('continuation-token'), 'continuation-token');
  const { page, shared, encode, max } = list(call, ports, token ?? query.get('start-after') ?? '');
  const owner = query.get('fetch-owner') === 'true' ? bucket.accountId : undefined;
  return {
    xml: s3Document('ListBucketResult', [
      ...shared,
      xmlText('KeyCount', page.contents.length + page.commonPrefixes.length),
      xmlText('MaxKeys', max),
      xmlText('ContinuationToken', query.get('continuation-token')),
      xmlText('StartAfter', encodeOptional(encode, query.get('start-after'))),
      xmlText('IsTruncated', page.next !== undefined),
      page.next === undefined ? '' : xmlText('NextContinuationToken', writeToken(page.next)),
      ...page.contents.map((entry) => contentXml(entry, encode, owner)),
      ...page.commonPrefixes.map((prefix) => commonPrefixXml(prefix, encode)),
    ]),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export function listObjects(call: S3Call, ports: S3Ports): S3Output {
  const { query, bucket } = call;
  const marker = query.get('marker') ?? '';
  const { page, shared, encode, max, delimiter } = list(call, ports, marker);
  return {
    xml: s3Document('ListBucketResult', [
      ...shared,
      xmlText('Marker', encode(marker)),
      // Without a delimiter the last key is the marker, and readers know it.
      page.next === undefined || delimiter === '' ? '' : xmlText('NextMarker', encode(page.next)),
      xmlText('MaxKeys', max),
      xmlText('IsTruncated', page.next !== undefined),
      ...page.contents.map((entry) => contentXml(entry, encode, bucket.accountId)),
      ...page.commonPrefixes.map((prefix) => commonPrefixXml(prefix, encode)),
    ]),
  };
}

function list({ query, bucket }: S3Call, ports: S3Ports, after: string) {
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const max = readCount(query, 'max-keys', MAX_KEYS);
  const encode = keyEncoder(query);
  const page = listKeys(ports.store.objects, bucket.name, { prefix, delimiter, after, max });
  const shared = [
    xmlText('Name', bucket.name),
    xmlText('Prefix', encode(prefix)),
    xmlText('Delimiter', encodeOptional(encode, query.get('delimiter'))),
    xmlText('EncodingType', query.get('encoding-type')),
  ];
  return { page, shared, encode, max, delimiter };
}

export function encodeOptional(encode: (text: string) => string, text: string | undefined): string | undefined {
  return text === undefined ? undefined : encode(text);
}

export function commonPrefixXml(prefix: string, encode: (text: string) => string): string {
  return xmlElement('CommonPrefixes', xmlText('Prefix', encode(prefix)));
}

function contentXml(
  { key, document }: KeyedDocument<S3Object>,
  encode: (text: string) => string,
  owner: string | undefined,
): string {
  return xmlElement('Contents', [
    xmlText('Key', encode(key)),
    xmlText('LastModified', isoSeconds(document.lastModified)),
    xmlText('ETag', `"${document.eTag}"`),
    xmlText('ChecksumAlgorithm', document.checksum?.algorithm),
    xmlText('ChecksumType', document.checksum?.type),
    xmlText('Size', document.size),
    owner === undefined ? '' : ownerXml(owner),
    xmlText('StorageClass', document.attributes.storageClass ?? 'STANDARD'),
  ]);
}

/** The condition keys of a listing (https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html). */
export function listingContext({ query }: Pick<S3Call, 'query'>): Readonly<Record<string, readonly string[]>> {
  const context: Record<string, readonly string[]> = {};
  for (const name of ['prefix', 'delimiter', 'max-keys']) {
    const value = query.get(name);
    if (value !== undefined) context[`s3:${name}`] = [value];
  }
  return context;
}
