/**
 * Correction annexes on AWS: the API takes the two people's word and cannot write a seal; the table's stream tells of it, and this
 * function seals the annex.
 */
import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { bundling } from './bundling.ts';
import type { DataStack } from './data-stack.ts';
import { allowSealing, sealingSettings } from './sealing.ts';
import { tellOfItems } from './table-stream.ts';
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
    // Named in the stack like every other function.
    const watched = new WatchedFunction(scope, 'AnnexFunction', {
      name: 'annex',
      alarms,
      bundling,
      unattended: true,
      memoryMb: 1024,
      timeout: Duration.minutes(5),
      settings: sealingSettings(data),
    });
    watched.allow(['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'], [data.table.tableArn]);
    allowSealing(watched, data);
    tellOfItems(this, 'Agreed', { data, watched, prefix: annexPrefix, batchSize: 10 });
    new CfnOutput(this, 'FunctionName', { value: watched.fn.functionName });
    new CfnOutput(this, 'DeadLettersUrl', { value: watched.deadLetters?.queueUrl ?? '' });
  }
}
