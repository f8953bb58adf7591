import { afterAll, beforeAll, describe, expect, test } from 'bun:test';
import * as s3 from '@aws-sdk/client-s3';
import type { LocalS3 } from '../testing/local-s3.ts';
import { startLocalS3 } from '../testing/local-s3.ts';
import type { Answer } from '../testing/s3-request.ts';
import { answerOf, sendTo } from '../testing/s3-request.ts';

// Mistakes, and S3's own code and text for each.

let local: LocalS3;
let client: s3.S3Client;

const Bucket = 'errors';
const Key = 'k';
let UploadId: string;

beforeAll(async () => {
  local = await startLocalS3();
  client = local.client;
  await client.send(new s3.CreateBucketCommand({ Bucket }));
  await client.send(new s3.PutObjectCommand({ Bucket, Key, Body: '0123456789' }));
  UploadId = (await client.send(new s3.CreateMultipartUploadCommand({ Bucket, Key: 'm' }))).UploadId ?? '';
});
afterAll(() => local.close());

const send = (
  method: string,
  target: string,
  body = '',
  headers: Readonly<Record<string, string>> = {},
  key = 'test',
) => sendTo(local, method, target, body, headers, key);

const complete = (parts: string): string => `<CompleteMultipartUpload>${parts}</CompleteMultipartUpload>`;
const part = (number: number | string, eTag = '"x"'): string =>
  `<Part><PartNumber>${number}</PartNumber><ETag>${eTag}</ETag></Part>`;
const upload = (query = ''): string => `/errors/m?uploadId=${UploadId}${query}`;
const zero = (octets: number): string => Buffer.alloc(octets).toString('base64');

describe('refused with the code and text of S3', () => {
  test.each<[string, () => Promise<Answer>, number, string, string]>([
    ['a missing bucket', () => send('GET', '/nowhere/k'), 404, 'NoSuchBucket', 'The specified bucket does not exist'],
    [
      'a bucket that cannot be',
      () => send('GET', '/No_Bucket/k'),
      400,
      'InvalidBucketName',
      'The specified bucket is not valid.',
    ],
    ['a missing key', () => send('GET', '/errors/nothing'), 404, 'NoSuchKey', 'The specified key does not exist.'],
    ['a version', () => send('GET', '/errors/k?versionId=abc'), 400, 'InvalidArgument', 'Invalid version id specified'],
    [
      'a key of 1025 octets',
      () => send('PUT', `/errors/${'k'.repeat(1025)}`, 'x'),
      400,
      'KeyTooLongError',
      'Your key is too long',
    ],
    [
      'a key that is no UTF-8',
      () => send('GET', '/errors/%FF'),
      400,
      'InvalidURI',
      'Couldn&apos;t parse the specified URI.',
    ],
    [
      'a range behind the end',
      () => send('GET', '/errors/k', '', { Range: 'bytes=10-' }),
      416,
      'InvalidRange',
      'The requested range is not satisfiable',
    ],
    [
      'a part of an object in one piece',
      () => send('GET', '/errors/k?partNumber=2'),
      416,
      'InvalidPartNumber',
      'The requested partnumber is not satisfiable',
    ],
    [
      'If-Match of another object',
      () => send('GET', '/errors/k', '', { 'If-Match': '"x"' }),
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    ],
    [
      'If-None-Match: * on an object',
      () => send('PUT', '/errors/k', 'x', { 'If-None-Match': '*' }),
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    ],
    [
      'If-Match on no object',
      () => send('PUT', '/errors/new', 'x', { 'If-Match': '"x"' }),
      404,
      'NoSuchKey',
      'The specified key does not exist.',
    ],
    [
      'a Content-MD5 that is none',
      () => send('PUT', '/errors/k', 'x', { 'Content-MD5': 'abc' }),
      400,
      'InvalidDigest',
      'The Content-MD5 you specified was invalid.',
    ],
    [
      'another Content-MD5',
      () => send('PUT', '/errors/k', 'x', { 'Content-MD5': zero(16) }),
      400,
      'BadDigest',
      'The Content-MD5 you specified did not match what we received.',
    ],
    [
      'a checksum that is none',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-checksum-crc32': 'abc' }),
      400,
      'InvalidRequest',
      'Value for x-amz-checksum-crc32 header is invalid.',
    ],
    [
      'another checksum',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-checksum-crc32c': zero(4) }),
      400,
      'BadDigest',
      'The CRC32C you specified did not match the calculated checksum.',
    ],
    [
      'two checksums',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-checksum-crc32c': zero(4), 'x-amz-checksum-sha1': zero(20) }),
      400,
      'InvalidRequest',
      'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.',
    ],
    [
      'an algorithm without a checksum',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-sdk-checksum-algorithm': 'CRC32' }),
      400,
      'InvalidRequest',
      'x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.',
    ],
    [
      'a storage class that is none',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-storage-class': 'COLD' }),
      400,
      'InvalidStorageClass',
      'The storage class you specified is not valid',
    ],
    [
      'a public ACL',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-acl': 'public-read' }),
      400,
      'AccessControlListNotSupported',
      'The bucket does not allow ACLs',
    ],
    [
      'metadata of 3 KB',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-meta-a': 'm'.repeat(3000) }),
      400,
      'MetadataTooLarge',
      'Your metadata headers exceed the maximum allowed metadata size',
    ],
    [
      'eleven tags',
      () =>
        send('PUT', '/errors/k', 'x', { 'x-amz-tagging': Array.from({ length: 11 }, (_, i) => `t${i}=1`).join('&') }),
      400,
      'InvalidTag',
      'Object tags cannot be greater than 10',
    ],
    [
      'a tag twice',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-tagging': 'a=1&a=2' }),
      400,
      'InvalidTag',
      'Cannot provide multiple Tags with the same key',
    ],
    [
      'a customer key',
      () => send('PUT', '/errors/k', 'x', { 'x-amz-server-side-encryption-customer-algorithm': 'AES256' }),
      501,
      'NotImplemented',
      'Portico does not serve encryption with customer keys.',
    ],
    [
      'a copy onto itself',
      () => send('PUT', '/errors/k', '', { 'x-amz-copy-source': 'errors/k' }),
      400,
      'InvalidRequest',
      'This copy request is illegal because it is trying to copy an object to itself without changing the object&apos;s metadata, storage class, website redirect location or encryption attributes.',
    ],
    [
      'a copy of nothing',
      () => send('PUT', '/errors/c', '', { 'x-amz-copy-source': 'errors/nothing' }),
      404,
      'NoSuchKey',
      'The specified key does not exist.',
    ],
    [
      'a copy from nowhere',
      () => send('PUT', '/errors/c', '', { 'x-amz-copy-source': 'nowhere/k' }),
      404,
      'NoSuchBucket',
      'The specified bucket does not exist',
    ],
    [
      'a copy of no key',
      () => send('PUT', '/errors/c', '', { 'x-amz-copy-source': 'errors' }),
      400,
      'InvalidArgument',
      'Copy Source must mention the source bucket and key: sourcebucket/sourcekey',
    ],
    [
      'an unknown directive',
      () => send('PUT', '/errors/c', '', { 'x-amz-copy-source': 'errors/k', 'x-amz-metadata-directive': 'KEEP' }),
      400,
      'InvalidArgument',
      'Unknown metadata directive.',
    ],
    [
      'a bucket with objects',
      () => send('DELETE', '/errors'),
      409,
      'BucketNotEmpty',
      'The bucket you tried to delete is not empty',
    ],
    [
      'a bucket of another account',
      () => send('PUT', '/errors', '', {}, 'other'),
      409,
      'BucketAlreadyExists',
      'The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.',
    ],
    ['a name of two letters', () => send('PUT', '/ab'), 400, 'InvalidBucketName', 'The specified bucket is not valid.'],
    [
      'a name like an address',
      () => send('PUT', '/192.168.1.1'),
      400,
      'InvalidBucketName',
      'The specified bucket is not valid.',
    ],
    [
      'a public bucket',
      () => send('PUT', '/public-bucket', '', { 'x-amz-acl': 'public-read' }),
      400,
      'InvalidBucketAclWithObjectOwnership',
      'Bucket cannot have ACLs set with ObjectOwnership&apos;s BucketOwnerEnforced setting',
    ],
    [
      'a region that is none',
      () =>
        send(
          'PUT',
          '/region-bucket',
          '<CreateBucketConfiguration><LocationConstraint>moon</LocationConstraint></CreateBucketConfiguration>',
        ),
      400,
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
    ],
    [
      'no XML',
      () => send('PUT', '/xml-bucket', '<CreateBucketConfiguration>'),
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    ],
    ['no policy', () => send('GET', '/errors?policy'), 404, 'NoSuchBucketPolicy', 'The bucket policy does not exist'],
    [
      'a policy that is no JSON',
      () => send('PUT', '/errors?policy', 'x'),
      400,
      'MalformedPolicy',
      'Policies must be valid JSON and the first byte must be &apos;{&apos;',
    ],
    [
      'a policy about nobody',
      () => send('PUT', '/errors?policy', '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'),
      400,
      'MalformedPolicy',
      'Missing required field Principal',
    ],
    [
      'a policy that IAM cannot read',
      () =>
        send(
          'PUT',
          '/errors?policy',
          '{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*","Condition":{"Sounds":{"a":"b"}}}}',
        ),
      400,
      'MalformedPolicy',
      'Syntax errors in policy.',
    ],
    [
      'a policy for another bucket',
      () =>
        send(
          'PUT',
          '/errors?policy',
          '{"Statement":{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::other/a"}}',
        ),
      400,
      'MalformedPolicy',
      'Policy has invalid resource',
    ],
    [
      'a public policy',
      () =>
        send(
          'PUT',
          '/errors?policy',
          '{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::errors/*"}}',
        ),
      403,
      'AccessDenied',
      'User: arn:aws:iam::000000000000:root is not authorized to perform: s3:PutBucketPolicy on resource: &quot;arn:aws:s3:::errors&quot; because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.',
    ],
    ['no tags', () => send('GET', '/errors?tagging'), 404, 'NoSuchTagSet', 'The TagSet does not exist'],
    [
      'no lifecycle',
      () => send('GET', '/errors?lifecycle'),
      404,
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
    ],
    [
      'no CORS',
      () => send('GET', '/errors?cors'),
      404,
      'NoSuchCORSConfiguration',
      'The CORS configuration does not exist',
    ],
    [
      'a token that is none',
      () => send('GET', '/errors?list-type=2&continuation-token=xyz'),
      400,
      'InvalidArgument',
      'The continuation token provided is incorrect',
    ],
    [
      'a page of -1',
      () => send('GET', '/errors?list-type=2&max-keys=-1'),
      400,
      'InvalidArgument',
      'Argument max-keys must be an integer between 0 and 2147483647',
    ],
    [
      'a page of no number',
      () => send('GET', '/errors?list-type=2&max-keys=x'),
      400,
      'InvalidArgument',
      'Provided max-keys not an integer or within integer range',
    ],
    [
      'an encoding of keys',
      () => send('GET', '/errors?list-type=2&encoding-type=xml'),
      400,
      'InvalidArgument',
      'Invalid Encoding Method specified in Request',
    ],
    [
      'deletion without a digest',
      () => send('POST', '/errors?delete', '<Delete><Object><Key>a</Key></Object></Delete>'),
      400,
      'InvalidRequest',
      'Missing required header for this request: Content-MD5 OR x-amz-checksum-*',
    ],
    [
      'an unknown upload',
      () => send('PUT', '/errors/m?uploadId=none&partNumber=1', 'x'),
      404,
      'NoSuchUpload',
      'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
    ],
    [
      'part 0',
      () => send('PUT', upload('&partNumber=0'), 'x'),
      400,
      'InvalidArgument',
      'Part number must be an integer between 1 and 10000, inclusive',
    ],
    [
      'part 10001',
      () => send('PUT', upload('&partNumber=10001'), 'x'),
      400,
      'InvalidArgument',
      'Part number must be an integer between 1 and 10000, inclusive',
    ],
    [
      'a part that is not there',
      () => send('POST', upload(), complete(part(7))),
      400,
      'InvalidPart',
      'One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part&apos;s entity tag.',
    ],
    [
      'parts out of order',
      () => send('POST', upload(), complete(part(2) + part(1))),
      400,
      'InvalidPartOrder',
      'The list of parts was not in ascending order. The parts list must be specified in order by part number.',
    ],
    [
      'no parts',
      () => send('POST', upload(), complete('')),
      400,
      'MalformedXML',
      'The XML you provided was not well-formed or did not validate against our published schema',
    ],
    [
      'a setting that is not served',
      () => send('PUT', '/errors?lifecycle', '<x/>'),
      501,
      'NotImplemented',
      'Portico does not serve PUT ?lifecycle on a bucket.',
    ],
    [
      'an operation that an SDK names',
      () => send('POST', '/errors/k?select&x-id=SelectObjectContent', '<x/>'),
      501,
      'NotImplemented',
      'Portico does not serve SelectObjectContent.',
    ],
    [
      'an unknown method',
      () => send('PATCH', '/errors/k'),
      405,
      'MethodNotAllowed',
      'The specified method is not allowed against this resource.',
    ],
    [
      'a key that nobody has',
      () => send('GET', '/errors/k', '', {}, 'stranger'),
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    ],
    ['nobody', async () => answerOf(await fetch(`${local.endpoint}/errors/k`)), 403, 'AccessDenied', 'Access Denied'],
    [
      'another account',
      () => send('GET', '/errors/k', '', {}, 'other'),
      403,
      'AccessDenied',
      'User: arn:aws:iam::111111111111:root is not authorized to perform: s3:GetObject on resource: arn:aws:s3:::errors/k because no resource-based policy allows the s3:GetObject action',
    ],
    [
      'an owner that is not expected',
      () => send('GET', '/errors/k', '', { 'x-amz-expected-bucket-owner': '222222222222' }),
      403,
      'AccessDenied',
      'Access Denied',
    ],
  ])('%s', async (_name, run, status, code, message) => {
    const got = await run();
    expect([got.status, got.code, got.message]).toEqual([status, code, message]);
    expect(got.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/);
    expect(got.text).toStartWith('<?xml version="1.0" encoding="UTF-8"?>\n<Error>');
  });
});

test('what was refused has left nothing', async () => {
  const { Contents } = await client.send(new s3.ListObjectsV2Command({ Bucket }));
  expect(Contents?.map(({ Key, Size }) => [Key, Size])).toEqual([['k', 10]]);
  expect(local.store.looseFiles.list('', { limit: 10 })).toEqual([]);
});

test('a part of less than 5 MB that is not the last', async () => {
  const id = { Bucket, Key: 'm', UploadId };
  const one = await client.send(new s3.UploadPartCommand({ ...id, PartNumber: 1, Body: 'small' }));
  const two = await client.send(new s3.UploadPartCommand({ ...id, PartNumber: 2, Body: 'last' }));
  const Parts = [
    { PartNumber: 1, ETag: one.ETag },
    { PartNumber: 2, ETag: two.ETag },
  ];
  const failed = client.send(new s3.CompleteMultipartUploadCommand({ ...id, MultipartUpload: { Parts } }));
  await expect(failed).rejects.toMatchObject({
    name: 'EntityTooSmall',
    message: 'Your proposed upload is smaller than the minimum allowed size',
  });
});

test('errors name what they are about', async () => {
  const { text } = await send('GET', '/errors/a%20%3C%26');
  expect(text).toContain('<Key>a &lt;&amp;</Key>');
  expect(await send('GET', '/errors/k', '', { Range: 'bytes=99-' }).then((got) => got.text)).toContain(
    '<RangeRequested>bytes=99-</RangeRequested><ActualObjectSize>10</ActualObjectSize>',
  );
});
