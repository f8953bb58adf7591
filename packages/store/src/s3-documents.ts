/** S3's nouns as stored. Times are epoch milliseconds, sizes octets. */

export interface Bucket {
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly creationDate: number;
  /** JSON text, as it was put. */
  readonly policy?: string;
  readonly encryption?: BucketEncryption;
  readonly publicAccessBlock?: PublicAccessBlock;
  readonly tags?: readonly S3Tag[];
}

export interface BucketEncryption {
  readonly sseAlgorithm: string;
  readonly kmsMasterKeyId?: string;
  readonly bucketKeyEnabled: boolean;
}

export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface S3Tag {
  readonly key: string;
  readonly value: string;
}

/** What an object's writer says about it, and its readers are told. */
export interface ObjectAttributes {
  readonly contentType?: string;
  /** `Cache-Control`, `Content-Disposition`, `Content-Encoding`, `Content-Language`, `Expires`: as sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** `x-amz-meta-*` without that prefix, names in lower case. */
  readonly metadata: readonly (readonly [name: string, value: string])[];
  readonly tags?: readonly S3Tag[];
  readonly storageClass?: string;
  /** `x-amz-server-side-encryption` and its companions: recorded and told, the files are not encrypted. */
  readonly encryption: readonly (readonly [name: string, value: string])[];
}

export type ChecksumAlgorithm = 'CRC32' | 'CRC32C' | 'CRC64NVME' | 'SHA1' | 'SHA256';

export interface Checksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; a composite one of several parts ends in `-` and their number. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** One file of content. An object that was uploaded in parts has one for each part. */
export interface ContentFile {
  readonly id: string;
  readonly size: number;
}

/** An object by bucket and key. */
export interface S3Object {
  readonly files: readonly ContentFile[];
  readonly size: number;
  /** Without quotation marks; of several parts it ends in `-` and their number. */
  readonly eTag: string;
  readonly lastModified: number;
  readonly attributes: ObjectAttributes;
  readonly checksum?: Checksum;
  /** The number of parts; absent for an object that was put in one piece. */
  readonly partsCount?: number;
}

/** By bucket, then key and upload id. */
export interface MultipartUpload {
  readonly uploadId: string;
  readonly bucket: string;
  readonly key: string;
  readonly initiated: number;
  readonly initiator: string;
  readonly attributes: ObjectAttributes;
  readonly checksumAlgorithm?: ChecksumAlgorithm;
  readonly checksumType?: Checksum['type'];
}

/** By upload id, then part number in five digits. */
export interface UploadedPart {
  readonly partNumber: number;
  readonly file: ContentFile;
  readonly eTag: string;
  readonly lastModified: number;
  readonly checksum?: Checksum;
}
