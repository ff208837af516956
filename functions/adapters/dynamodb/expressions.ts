/** Tests and additions as DynamoDB expressions. Every name and value is a placeholder, so nothing is reserved. */
import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Attribute, Key, Test, Write } from '../../ports.ts';
import { toMap, toValue } from './attributes.ts';

/** Placeholders of one request; DynamoDB refuses empty maps, so they are left out. */
export class Placeholders {
  private readonly names: Record<string, string> = {};
  private readonly values: Record<string, AttributeValue> = {};

  name(attribute: string): string {
    const found = Object.keys(this.names).find((placeholder) => this.names[placeholder] === attribute);
    const placeholder = found ?? `#n${Object.keys(this.names).length}`;
    this.names[placeholder] = attribute;
    return placeholder;
  }

  value(value: Attribute): string {
    const placeholder = `:v${Object.keys(this.values).length}`;
    this.values[placeholder] = toValue(value);
    return placeholder;
  }

  used() {
    const some = (map: object) => Object.keys(map).length > 0;
    return {
      ...(some(this.names) ? { ExpressionAttributeNames: this.names } : {}),
      ...(some(this.values) ? { ExpressionAttributeValues: this.values } : {}),
    };
  }
}

/** DynamoDB holds `missing <> value` for true, the port for false. */
const testExpression = (test: Test, marks: Placeholders): string => {
  const name = marks.name(test.attribute);
  if ('values' in test) return `${name} IN (${test.values.map((value) => marks.value(value)).join(', ')})`;
  if (!('value' in test)) return `attribute_${test.is === 'present' ? 'exists' : 'not_exists'}(${name})`;
  const comparison = `${name} ${test.is} ${marks.value(test.value)}`;
  return test.is === '<>' ? `(attribute_exists(${name}) AND ${comparison})` : comparison;
};

const condition = (
  tests: readonly Test[] | undefined,
  marks: Placeholders,
): { ConditionExpression?: string } =>
  tests?.length
    ? { ConditionExpression: tests.map((test) => testExpression(test, marks)).join(' AND ') }
    : {};

const updateExpression = (
  write: Extract<Write, { add: Key }>,
  marks: Placeholders,
): { UpdateExpression?: string } => {
  const pairs = (of: { readonly [name: string]: Attribute }, sign: string) =>
    Object.entries(of)
      .map(([name, value]) => `${marks.name(name)}${sign}${marks.value(value)}`)
      .join(', ');
  const [amounts, set] = [pairs(write.amounts, ' '), pairs(write.set ?? {}, ' = ')];
  const clauses = [...(amounts ? [`ADD ${amounts}`] : []), ...(set ? [`SET ${set}`] : [])];
  return clauses.length > 0 ? { UpdateExpression: clauses.join(' ') } : {};
};

export const keyValue = ({ pk, sk }: Key) => toMap({ pk, sk });

export const toAction = (write: Write, tableName: string): TransactWriteItem => {
  const marks = new Placeholders();
  const tests = condition(write.when, marks);
  const rest = (more: object = {}) => ({ TableName: tableName, ...tests, ...more, ...marks.used() });
  if ('put' in write) return { Put: { ...rest(), Item: toMap(write.put) } };
  if ('delete' in write) return { Delete: { ...rest(), Key: keyValue(write.delete) } };
  if ('check' in write) {
    return { ConditionCheck: { ConditionExpression: '', ...rest(), Key: keyValue(write.check) } };
  }
  const update = updateExpression(write, marks);
  return { Update: { UpdateExpression: undefined, ...rest(update), Key: keyValue(write.add) } };
};
