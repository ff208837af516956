/** What sealing takes, whichever function does it: the bucket under its lock, to read and to add to, and the key that signs. */
import { settingNames } from '#functions/settings.ts';
import type { DataStack } from './data-stack.ts';
import type { Settings, WatchedFunction } from './watched-function.ts';

export const sealingSettings = (data: DataStack): Settings => ({
  [settingNames.table]: data.table.tableName,
  [settingNames.sealsBucket]: data.seals.bucketName,
  [settingNames.signingKey]: data.signingKey.keyArn,
});

/** Beside the table: nothing deletes a seal or shortens its lock. */
export const allowSealing = (watched: WatchedFunction, data: DataStack): void => {
  watched.allowObjects(['s3:GetObject', 's3:PutObject', 's3:PutObjectRetention'], data.seals);
  watched.allow(['s3:ListBucket'], [data.seals.bucketArn]);
  watched.allow(['kms:Sign', 'kms:GetPublicKey'], [data.signingKey.keyArn]);
};
