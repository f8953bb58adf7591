import type { S3Tag } from '@portico/store';
import { parseXml, xmlChild, xmlChildText, xmlElement, xmlText } from '@portico/wire';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';

/** Objects have ten tags at most, buckets fifty (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html). */
export function checkTags(tags: readonly S3Tag[], most: number): readonly S3Tag[] {
  if (tags.length > most) {
    throw s3Error(
      'InvalidTag',
      most === 10 ? 'Object tags cannot be greater than 10' : 'Bucket tags cannot be greater than 50',
    );
  }
  const keys = new Set(tags.map(({ key }) => key));
  if (keys.size < tags.length) throw s3Error('InvalidTag', 'Cannot provide multiple Tags with the same key');
  for (const { key, value } of tags) {
    if (key === '' || key.length > 128) {
      throw s3Error('InvalidTag', 'The TagKey you have provided is invalid', { TagKey: key });
    }
    if (value.length > 256) {
      throw s3Error('InvalidTag', 'The TagValue you have provided is invalid', { TagKey: key, TagValue: value });
    }
  }
  return tags;
}

/** `<Tagging><TagSet><Tag><Key/><Value/></Tag></TagSet></Tagging>` */
export function parseTagging(document: Uint8Array, most: number): readonly S3Tag[] {
  const root = parseXml(document);
  const set = xmlChild(root, 'TagSet');
  if (root.name !== 'Tagging' || set === undefined) throw s3Error('MalformedXML');
  const tags = set.children.map((tag) => {
    const key = xmlChildText(tag, 'Key');
    const value = xmlChildText(tag, 'Value');
    if (tag.name !== 'Tag' || key === undefined || value === undefined) throw s3Error('MalformedXML');
    return { key, value };
  });
  return checkTags(tags, most);
}

export function taggingXml(tags: readonly S3Tag[]): string {
  const each = tags.map(({ key, value }) => xmlElement('Tag', [xmlText('Key', key), xmlText('Value', value)]));
  return s3Document('Tagging', xmlElement('TagSet', each));
}
