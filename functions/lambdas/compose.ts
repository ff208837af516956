/** Ports on AWS, each built from its own settings, so that a function asks only for what it uses and a bundle carries no more. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { officialCalls } from '../adapters/dynamodb/official-calls.ts';
import { dynamoTable } from '../adapters/dynamodb/table.ts';
import { officialKms } from '../adapters/kms/official-calls.ts';
import { kmsSigner } from '../adapters/kms/signer.ts';
import { bucketOrigin, s3Blobs } from '../adapters/s3/blobs.ts';
import type { Blobs, Signer, Table } from '../ports.ts';
import { requireSetting, settingNames } from '../settings.ts';

/** The endpoint is set only where tests stand in for DynamoDB. */
export const storeTable = (): Table => {
  const endpoint = process.env[settingNames.dynamoEndpoint];
  return dynamoTable({
    calls: officialCalls(new DynamoDBClient(endpoint ? { endpoint } : {})),
    tableName: requireSetting(process.env, 'table'),
  });
};

export const blobsIn = (setting: 'scansBucket' | 'sealsBucket'): Blobs => {
  const [bucket, region] = [requireSetting(process.env, setting), process.env.AWS_REGION];
  return s3Blobs({
    client: new S3Client(),
    bucket,
    ...(region ? { origins: [bucketOrigin(bucket, region)] } : {}),
  });
};

export const signer = (): Signer =>
  kmsSigner({ calls: officialKms(new KMSClient()), keyId: requireSetting(process.env, 'signingKey') });
