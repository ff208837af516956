/** DynamoDB through Amazon's own client. */
import {
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type { DynamoCalls } from './calls.ts';

export const officialCalls = (client: DynamoDBClient): DynamoCalls => ({
  getItem: (input) => client.send(new GetItemCommand(input)),
  query: (input) => client.send(new QueryCommand(input)),
  scan: (input) => client.send(new ScanCommand(input)),
  putItem: (input) => client.send(new PutItemCommand(input)),
  deleteItem: (input) => client.send(new DeleteItemCommand(input)),
  transactWriteItems: (input) => client.send(new TransactWriteItemsCommand(input)),
});
