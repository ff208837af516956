/** DynamoDB through the small client: what it answers, with bytes as bytes and errors as Amazon's client has them. */
import type { AttributeValue, GetItemOutput, QueryOutput, ScanOutput } from '@aws-sdk/client-dynamodb';
import { type JsonService, ServiceError } from '../aws/json-service.ts';
import type { DynamoCalls } from './calls.ts';

type Values = Record<string, AttributeValue>;

export const leanCalls = (service: JsonService): DynamoCalls => {
  const call = async <Output>(operation: string, input: object): Promise<Output> => {
    try {
      return withBytes(await service(operation, input)) as Output;
    } catch (error) {
      if (error instanceof ServiceError && 'CancellationReasons' in error.facts)
        Object.assign(error, { CancellationReasons: error.facts.CancellationReasons });
      throw error;
    }
  };
  return {
    getItem: (input) => call<GetItemOutput>('GetItem', input),
    query: (input) => call<QueryOutput>('Query', input),
    scan: (input) => call<ScanOutput>('Scan', input),
    putItem: (input) => call('PutItem', input),
    deleteItem: (input) => call('DeleteItem', input),
    transactWriteItems: (input) => call('TransactWriteItems', input),
  };
};

const withBytes = (answer: { Item?: Values; Items?: Values[]; LastEvaluatedKey?: Values }): object => ({
  ...answer,
  ...(answer.Item ? { Item: bytesIn(answer.Item) } : {}),
  ...(answer.Items ? { Items: answer.Items.map(bytesIn) } : {}),
});

const bytesIn = (values: Values): Values =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, bytesOf(value)]));

/** JSON has no bytes: under `B` there is Base64. */
const bytesOf = (value: AttributeValue): AttributeValue => {
  if (value.B !== undefined) return { B: Buffer.from(value.B as unknown as string, 'base64') };
  if (value.L !== undefined) return { L: value.L.map(bytesOf) };
  return value.M === undefined ? value : { M: bytesIn(value.M) };
};
