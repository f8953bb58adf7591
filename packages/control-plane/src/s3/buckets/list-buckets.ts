import { xmlElement, xmlText } from '@portico/wire';
import { readCount, readToken, writeToken } from '../listing/paging.ts';
import type { S3Ports } from '../ports.ts';
import type { S3Output, ServiceCall } from '../s3-call.ts';
import { isoSeconds, s3Document } from '../s3-xml.ts';
import { bucketsOf } from './bucket-documents.ts';
import { ownerXml } from './owner.ts';

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html */
export function listBuckets({ caller, query }: ServiceCall, ports: S3Ports): S3Output {
  const prefix = query.get('prefix') ?? '';
  const region = query.get('bucket-region');
  const max = readCount(query, 'max-buckets', 10_000);
  const after = readToken(query.get('continuation-token'), 'continuation-token') ?? '';
  const found = bucketsOf(ports, caller.accountId).filter(
    ({ name, region: own }) => name > after && name.startsWith(prefix) && (region === undefined || region === own),
  );
  const page = found.slice(0, max);
  const last = page.at(-1);
  return {
    xml: s3Document('ListAllMyBucketsResult', [
      ownerXml(caller.accountId),
      xmlElement(
        'Buckets',
        page.map((bucket) =>
          xmlElement('Bucket', [
            xmlText('Name', bucket.name),
            xmlText('CreationDate', isoSeconds(bucket.creationDate)),
            xmlText('BucketRegion', bucket.region),
          ]),
        ),
      ),
      xmlText('Prefix', query.get('prefix')),
      last === undefined || page.length === found.length ? '' : xmlText('ContinuationToken', writeToken(last.name)),
    ]),
  };
}
