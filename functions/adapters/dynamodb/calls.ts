/** The operations of DynamoDB that the table uses. Two clients offer them: Amazon's, and a small one for the submit function. */
import type {
  DeleteItemInput,
  GetItemInput,
  GetItemOutput,
  PutItemInput,
  QueryInput,
  QueryOutput,
  ScanInput,
  ScanOutput,
  TransactWriteItemsInput,
} from '@aws-sdk/client-dynamodb';

/** Errors are told by `name`; a cancelled transaction has `CancellationReasons`. */
export interface DynamoCalls {
  getItem(input: GetItemInput): Promise<GetItemOutput>;
  query(input: QueryInput): Promise<QueryOutput>;
  scan(input: ScanInput): Promise<ScanOutput>;
  putItem(input: PutItemInput): Promise<unknown>;
  deleteItem(input: DeleteItemInput): Promise<unknown>;
  transactWriteItems(input: TransactWriteItemsInput): Promise<unknown>;
}
