/** Who is told of items that were written: a function at the table's stream, for sort keys that begin so. */
import { Duration } from 'aws-cdk-lib';
import {
  EventSourceMapping,
  type EventSourceMappingProps,
  FilterCriteria,
  FilterRule,
  StartingPosition,
} from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Construct } from 'constructs';
import type { DataStack } from './data-stack.ts';
import type { WatchedFunction } from './watched-function.ts';

export interface Told extends Pick<EventSourceMappingProps, 'batchSize' | 'maxBatchingWindow'> {
  readonly data: DataStack;
  /** With a queue: what fails to the end is told there. */
  readonly watched: WatchedFunction;
  readonly prefix: string;
}

/** With the rights to read the stream and no others. */
export const tellOfItems = (
  scope: Construct,
  id: string,
  { data, watched, prefix, ...batches }: Told,
): void => {
  const stream = data.table.tableStreamArn;
  if (!stream) throw new Error('the table tells nobody of its changes');
  const { fn, deadLetters } = watched;
  if (!deadLetters) throw new Error(`${id} has no queue for what fails`);
  watched.allow(
    ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator', 'dynamodb:ListStreams'],
    [stream],
  );
  new EventSourceMapping(scope, id, {
    target: fn,
    eventSourceArn: stream,
    startingPosition: StartingPosition.TRIM_HORIZON,
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.or('INSERT', 'MODIFY'),
        dynamodb: { Keys: { sk: { S: FilterRule.beginsWith(prefix) } } },
      }),
    ],
    ...batches,
    retryAttempts: 10,
    maxRecordAge: Duration.hours(6),
    onFailure: new SqsDlq(deadLetters),
  });
};
