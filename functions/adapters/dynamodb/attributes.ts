/**
 * Items to DynamoDB's tagged values and back. Strings S, numbers N, booleans BOOL, null NULL, bytes B, lists L, maps M; sets
 * are never written. A double has at most 17 significant digits, DynamoDB keeps 38, so numbers come back as they went.
 */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Attribute, Item } from '../../ports.ts';

type Map = Record<string, AttributeValue>;

export const toValue = (attribute: Attribute): AttributeValue => {
  if (typeof attribute === 'string') return { S: attribute };
  if (typeof attribute === 'number') return { N: String(attribute) };
  if (typeof attribute === 'boolean') return { BOOL: attribute };
  if (attribute === null) return { NULL: true };
  if (attribute instanceof Uint8Array) return { B: attribute };
  if (Array.isArray(attribute)) return { L: attribute.map(toValue) };
  return { M: toMap(attribute as { readonly [name: string]: Attribute }) };
};

export const toMap = (attributes: { readonly [name: string]: Attribute }): Map =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, toValue(value)]));

const fromValue = (value: AttributeValue): Attribute => {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return Number(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  // The SDK hands out Buffers that share one pool; the port promises plain bytes.
  if (value.B !== undefined) return Uint8Array.from(value.B);
  if (value.L !== undefined) return value.L.map(fromValue);
  if (value.M !== undefined) return fromMap(value.M);
  throw new TypeError(
    `a stored value of type ${Object.keys(value).join()} was not written by this application`,
  );
};

const fromMap = (values: Map): { readonly [name: string]: Attribute } =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fromValue(value)]));

export const fromItem = (values: Map): Item => fromMap(values) as Item;
