import { headerOf } from '@portico/wire';
import type { S3Address } from './address.ts';
import { createBucket } from './buckets/create-bucket.ts';
import { deleteBucket } from './buckets/delete-bucket.ts';
import { getBucketLocation } from './buckets/get-bucket-location.ts';
import { headBucket } from './buckets/head-bucket.ts';
import { listBuckets } from './buckets/list-buckets.ts';
import { listingContext, listObjects, listObjectsV2 } from './listing/list-objects.ts';
import { copyObject } from './objects/copy-object.ts';
import { deleteObject } from './objects/delete-object.ts';
import { deleteObjects } from './objects/delete-objects.ts';
import { getObject, headObject } from './objects/get-object.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './objects/object-tagging.ts';
import { putObject } from './objects/put-object.ts';
import type { S3Ports } from './ports.ts';
import type { S3Call, S3Output, ServiceCall } from './s3-call.ts';
import { notImplemented, s3Error } from './s3-error.ts';
import { deleteBucketEncryption, getBucketEncryption, putBucketEncryption } from './settings/bucket-encryption.ts';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from './settings/bucket-policy.ts';
import { deleteBucketTagging, getBucketTagging, putBucketTagging } from './settings/bucket-tagging.ts';
import {
  emptySetting,
  getAcl,
  getBucketOwnershipControls,
  getBucketPolicyStatus,
  getBucketRequestPayment,
  noSuch,
} from './settings/fixed-settings.ts';
import { deletePublicAccessBlock, getPublicAccessBlock, putPublicAccessBlock } from './settings/public-access-block.ts';
import { abortMultipartUpload } from './uploads/abort-multipart-upload.ts';
import { completeMultipartUpload } from './uploads/complete-multipart-upload.ts';
import { createMultipartUpload } from './uploads/create-multipart-upload.ts';
import { listMultipartUploads } from './uploads/list-multipart-uploads.ts';
import { listParts } from './uploads/list-parts.ts';
import { uploadPart } from './uploads/upload-part.ts';
import { uploadPartCopy } from './uploads/upload-part-copy.ts';

type Output = S3Output | Promise<S3Output>;

interface Binding {
  readonly name: string;
  readonly method: string;
  /** Query parameter that selects it; absent: none of those that select another one. */
  readonly query?: string;
}

/** On the service, or on a bucket that need not exist. */
interface ServiceOperation extends Binding {
  readonly level: 'service';
  readonly isAboutBucket: boolean;
  readonly action: string;
  readonly run: (call: ServiceCall, ports: S3Ports) => Output;
}

interface ResourceOperation extends Binding {
  readonly level: 'bucket' | 'object';
  /** What IAM is asked for; undefined: the operation asks itself. */
  readonly action: string | undefined;
  readonly context?: (call: Pick<S3Call, 'query'>) => Readonly<Record<string, readonly string[]>>;
  /** Only with `x-amz-copy-source`, or only without. */
  readonly copies?: boolean;
  readonly run: (call: S3Call, ports: S3Ports) => Output;
}

export type S3Operation = ServiceOperation | ResourceOperation;

function onBucket(name: string, request: string, action: string, run: ResourceOperation['run']): ResourceOperation {
  const [method = '', query] = request.split(' ?');
  return { name, level: 'bucket', method, ...(query !== undefined && { query }), action: `s3:${action}`, run };
}

function onObject(name: string, request: string, action: string, run: ResourceOperation['run']): ResourceOperation {
  return { ...onBucket(name, request, action, run), level: 'object' };
}

/** Every operation of S3 that is served, with IAM's name of what it does (Service Authorization Reference: Amazon S3). */
export const S3_OPERATIONS: readonly S3Operation[] = [
  {
    name: 'ListBuckets',
    level: 'service',
    isAboutBucket: false,
    method: 'GET',
    action: 's3:ListAllMyBuckets',
    run: listBuckets,
  },
  {
    name: 'CreateBucket',
    level: 'service',
    isAboutBucket: true,
    method: 'PUT',
    action: 's3:CreateBucket',
    run: createBucket,
  },
  onBucket('HeadBucket', 'HEAD', 'ListBucket', headBucket),
  onBucket('DeleteBucket', 'DELETE', 'DeleteBucket', deleteBucket),
  { ...onBucket('ListObjects', 'GET', 'ListBucket', listObjects), context: listingContext },
  { ...onBucket('ListObjectsV2', 'GET ?list-type', 'ListBucket', listObjectsV2), context: listingContext },
  onBucket('GetBucketLocation', 'GET ?location', 'GetBucketLocation', getBucketLocation),
  onBucket('ListMultipartUploads', 'GET ?uploads', 'ListBucketMultipartUploads', listMultipartUploads),
  { ...onBucket('DeleteObjects', 'POST ?delete', '', deleteObjects), action: undefined },

  onBucket('GetBucketPolicy', 'GET ?policy', 'GetBucketPolicy', getBucketPolicy),
  onBucket('PutBucketPolicy', 'PUT ?policy', 'PutBucketPolicy', putBucketPolicy),
  onBucket('DeleteBucketPolicy', 'DELETE ?policy', 'DeleteBucketPolicy', deleteBucketPolicy),
  onBucket('GetBucketPolicyStatus', 'GET ?policyStatus', 'GetBucketPolicyStatus', getBucketPolicyStatus),
  onBucket('GetBucketEncryption', 'GET ?encryption', 'GetEncryptionConfiguration', getBucketEncryption),
  onBucket('PutBucketEncryption', 'PUT ?encryption', 'PutEncryptionConfiguration', putBucketEncryption),
  onBucket('DeleteBucketEncryption', 'DELETE ?encryption', 'PutEncryptionConfiguration', deleteBucketEncryption),
  onBucket('GetPublicAccessBlock', 'GET ?publicAccessBlock', 'GetBucketPublicAccessBlock', getPublicAccessBlock),
  onBucket('PutPublicAccessBlock', 'PUT ?publicAccessBlock', 'PutBucketPublicAccessBlock', putPublicAccessBlock),
  onBucket(
    'DeletePublicAccessBlock',
    'DELETE ?publicAccessBlock',
    'PutBucketPublicAccessBlock',
    deletePublicAccessBlock,
  ),
  onBucket('GetBucketTagging', 'GET ?tagging', 'GetBucketTagging', getBucketTagging),
  onBucket('PutBucketTagging', 'PUT ?tagging', 'PutBucketTagging', putBucketTagging),
  onBucket('DeleteBucketTagging', 'DELETE ?tagging', 'PutBucketTagging', deleteBucketTagging),

  onBucket('GetBucketVersioning', 'GET ?versioning', 'GetBucketVersioning', emptySetting('VersioningConfiguration')),
  onBucket('GetBucketAcl', 'GET ?acl', 'GetBucketAcl', getAcl),
  onBucket(
    'GetBucketOwnershipControls',
    'GET ?ownershipControls',
    'GetBucketOwnershipControls',
    getBucketOwnershipControls,
  ),
  onBucket('GetBucketRequestPayment', 'GET ?requestPayment', 'GetBucketRequestPayment', getBucketRequestPayment),
  onBucket('GetBucketLogging', 'GET ?logging', 'GetBucketLogging', emptySetting('BucketLoggingStatus')),
  onBucket(
    'GetBucketNotificationConfiguration',
    'GET ?notification',
    'GetBucketNotification',
    emptySetting('NotificationConfiguration'),
  ),
  onBucket(
    'GetBucketAccelerateConfiguration',
    'GET ?accelerate',
    'GetAccelerateConfiguration',
    emptySetting('AccelerateConfiguration'),
  ),
  onBucket(
    'GetBucketLifecycleConfiguration',
    'GET ?lifecycle',
    'GetLifecycleConfiguration',
    noSuch('NoSuchLifecycleConfiguration'),
  ),
  onBucket('GetBucketCors', 'GET ?cors', 'GetBucketCORS', noSuch('NoSuchCORSConfiguration')),
  onBucket('GetBucketWebsite', 'GET ?website', 'GetBucketWebsite', noSuch('NoSuchWebsiteConfiguration')),
  onBucket(
    'GetBucketReplication',
    'GET ?replication',
    'GetReplicationConfiguration',
    noSuch('ReplicationConfigurationNotFoundError'),
  ),
  onBucket(
    'GetObjectLockConfiguration',
    'GET ?object-lock',
    'GetBucketObjectLockConfiguration',
    noSuch('ObjectLockConfigurationNotFoundError'),
  ),

  onObject('GetObject', 'GET', 'GetObject', getObject),
  onObject('HeadObject', 'HEAD', 'GetObject', headObject),
  { ...onObject('PutObject', 'PUT', 'PutObject', putObject), copies: false },
  { ...onObject('CopyObject', 'PUT', 'PutObject', copyObject), copies: true },
  onObject('DeleteObject', 'DELETE', 'DeleteObject', deleteObject),
  onObject('GetObjectTagging', 'GET ?tagging', 'GetObjectTagging', getObjectTagging),
  onObject('PutObjectTagging', 'PUT ?tagging', 'PutObjectTagging', putObjectTagging),
  onObject('DeleteObjectTagging', 'DELETE ?tagging', 'DeleteObjectTagging', deleteObjectTagging),
  onObject('GetObjectAcl', 'GET ?acl', 'GetObjectAcl', getAcl),
  onObject('CreateMultipartUpload', 'POST ?uploads', 'PutObject', createMultipartUpload),
  { ...onObject('UploadPart', 'PUT ?uploadId', 'PutObject', uploadPart), copies: false },
  { ...onObject('UploadPartCopy', 'PUT ?uploadId', 'PutObject', uploadPartCopy), copies: true },
  onObject('CompleteMultipartUpload', 'POST ?uploadId', 'PutObject', completeMultipartUpload),
  onObject('AbortMultipartUpload', 'DELETE ?uploadId', 'AbortMultipartUpload', abortMultipartUpload),
  onObject('ListParts', 'GET ?uploadId', 'ListMultipartUploadParts', listParts),
];

/** Query parameters that select an operation (https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html). */
const SELECTORS: ReadonlySet<string> = new Set([
  ...S3_OPERATIONS.flatMap(({ query }) => (query === undefined ? [] : [query])),
  ...[
    'analytics',
    'attributes',
    'annotation',
    'intelligent-tiering',
    'inventory',
    'legal-hold',
    'metadataConfiguration',
  ],
  ...[
    'metadataTable',
    'metrics',
    'renameObject',
    'restore',
    'retention',
    'select',
    'session',
    'torrent',
    'versions',
    'abac',
  ],
]);

/** Throws NotImplemented for an operation of S3 that is not served, MethodNotAllowed for none. */
export function findOperation(
  { method, headers }: { readonly method: string; readonly headers: S3Call['headers'] },
  { bucketName, key, query }: S3Address,
): S3Operation {
  const level = bucketName === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const selector = [...query.keys()].find((name) => SELECTORS.has(name));
  const copies = headerOf({ headers }, 'x-amz-copy-source') !== undefined;
  const found = S3_OPERATIONS.find(
    (operation) =>
      operation.method === method &&
      operation.query === selector &&
      (operation.level === 'service'
        ? level === (operation.isAboutBucket ? 'bucket' : 'service')
        : operation.level === level && (operation.copies ?? copies) === copies),
  );
  if (found !== undefined) return found;
  // SDKs name what they ask for.
  const name = query.get('x-id');
  if (name !== undefined && /^[A-Za-z]{1,64}$/.test(name)) throw notImplemented(name);
  if (selector !== undefined)
    throw notImplemented(`${method} ?${selector} on ${level === 'object' ? 'an object' : `a ${level}`}`);
  if (method === 'POST') throw notImplemented('uploads from HTML forms');
  throw s3Error('MethodNotAllowed', undefined, { Method: method, ResourceType: level.toUpperCase() });
}
