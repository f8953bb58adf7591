import { xmlElement, xmlText } from '@portico/wire';
import { canonicalId, ownerXml } from '../buckets/owner.ts';
import type { S3Call, S3Output } from '../s3-call.ts';
import type { S3ErrorCode } from '../s3-error.ts';
import { s3Error } from '../s3-error.ts';
import { s3Document } from '../s3-xml.ts';
import { isPublicPolicy, readPolicy } from './policy-document.ts';

// What cannot be set here is what it is in a new bucket.

/** The answer about a setting that no bucket has. */
export function noSuch(code: S3ErrorCode): () => S3Output {
  return () => {
    throw s3Error(code);
  };
}

/** The answer about a setting that is empty in every bucket. */
export function emptySetting(document: string): () => S3Output {
  return () => ({ xml: s3Document(document, '') });
}

export function getBucketRequestPayment(): S3Output {
  return { xml: s3Document('RequestPaymentConfiguration', xmlText('Payer', 'BucketOwner')) };
}

/** ACLs are off: the owner of the bucket owns everything in it. */
export function getBucketOwnershipControls(): S3Output {
  const rule = xmlElement('Rule', xmlText('ObjectOwnership', 'BucketOwnerEnforced'));
  return { xml: s3Document('OwnershipControls', rule) };
}

/** Of a bucket or an object: its owner may do everything, nobody else anything. */
export function getAcl({ bucket }: S3Call): S3Output {
  const grantee = xmlElement('Grantee', xmlText('ID', canonicalId(bucket.accountId)), {
    'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
    'xsi:type': 'CanonicalUser',
  });
  const grant = xmlElement('Grant', [grantee, xmlText('Permission', 'FULL_CONTROL')]);
  return {
    xml: s3Document('AccessControlPolicy', [ownerXml(bucket.accountId), xmlElement('AccessControlList', grant)]),
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export function getBucketPolicyStatus({ bucket }: S3Call): S3Output {
  if (bucket.policy === undefined) throw s3Error('NoSuchBucketPolicy');
  const isPublic = isPublicPolicy(readPolicy(bucket.policy, bucket.name));
  return { xml: s3Document('PolicyStatus', xmlText('IsPublic', isPublic)) };
}
