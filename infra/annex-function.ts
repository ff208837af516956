/**
 * Correction annexes on AWS: the API takes the two people's word and cannot write a seal; the table's stream tells of it, and this
 * function seals the annex.
 */
import { CfnOutput, Duration } from 'aws-cdk-lib';
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { settingNames } from '#functions/settings.ts';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { WatchedFunction } from './watched-function.ts';

export interface AnnexFunctionProps {
  readonly data: DataStack;
  readonly alarms: ITopic;
}

/** How the sort keys of annexes begin (functions/store/seal-keys.ts). */
export const annexPrefix = 'ANNEX#';

export class AnnexFunction extends Construct {
  constructor(scope: Construct, id: string, { data, alarms }: AnnexFunctionProps) {
    super(scope, id);
    const stream = data.table.tableStreamArn;
    if (!stream) throw new Error('the table tells nobody of its changes');
    // Named in the stack like every other function.
    const watched = new WatchedFunction(scope, 'AnnexFunction', {
      name: 'annex',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1024,
      timeout: Duration.minutes(5),
      settings: {
        [settingNames.table]: data.table.tableName,
        [settingNames.sealsBucket]: data.seals.bucketName,
        [settingNames.signingKey]: data.signingKey.keyArn,
      },
    });
    const { fn, deadLetters } = watched;
    if (!deadLetters) throw new Error('annex has no queue for what fails');
    watched.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], [data.table.tableArn]);
    watched.allow(
      ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
      [stream],
    );
    watched.allowObjects(['s3:GetObject', 's3:PutObject', 's3:PutObjectRetention'], data.seals);
    watched.allow(['s3:ListBucket'], [data.seals.bucketArn]);
    watched.allow(['kms:Sign', 'kms:GetPublicKey'], [data.signingKey.keyArn]);
    new EventSourceMapping(this, 'Agreed', {
      target: fn,
      eventSourceArn: stream,
      startingPosition: StartingPosition.TRIM_HORIZON,
      filters: [
        FilterCriteria.filter({
          eventName: FilterRule.or('INSERT', 'MODIFY'),
          dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(annexPrefix) } } },
        }),
      ],
      batchSize: 10,
      retryAttempts: 10,
      maxRecordAge: Duration.hours(6),
      onFailure: new SqsDlq(deadLetters),
    });
    new CfnOutput(this, 'FunctionName', { value: fn.functionName });
    new CfnOutput(this, 'DeadLettersUrl', { value: deadLetters.queueUrl });
  }
}
