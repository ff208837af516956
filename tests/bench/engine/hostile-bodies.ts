/** Bodies of about the same length as an honest one that try to cost more. */
import { household } from './household.ts';

export interface Attack {
  readonly name: string;
  readonly body: string;
}

const filled = (bytes: number, piece: string): number => Math.floor(bytes / piece.length);
const list = (bytes: number, piece: string): string =>
  Array(filled(bytes, `${piece},`))
    .fill(piece)
    .join(',');
const keys = (bytes: number): string =>
  Array.from({ length: filled(bytes, '"k1000":1,') }, (_, index) => `"k${1000 + index}":1`).join(',');

const withAnswers = (answers: object): string => JSON.stringify({ ...household(60), ...answers });

export const hostileBodies = (bytes: number): readonly Attack[] => [
  { name: 'empty members', body: `{"members":[${list(bytes, '{}')}]}` },
  { name: 'members that are none', body: `{"members":[${list(bytes, '7')}]}` },
  {
    name: 'eighty members without answers',
    body: `{"members":[${Array(80).fill('{}').join(',')}],"address":"${'x'.repeat(bytes - 400)}"}`,
  },
  { name: 'unknown keys', body: `{${keys(bytes)}}` },
  { name: 'unknown keys of a member', body: `{"members":[{${keys(bytes)}}]}` },
  { name: 'lists in lists', body: `{"address":${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}}` },
  { name: 'objects in objects', body: `${'{"a":'.repeat(bytes / 6)}1${'}'.repeat(bytes / 6)}` },
  { name: 'one long text', body: `{"address":"${'x'.repeat(bytes)}"}` },
  { name: 'one long key', body: `{"${'x'.repeat(bytes)}":1}` },
  { name: 'one long number', body: `{"farming":${'9'.repeat(bytes)}}` },
  { name: 'choices', body: `{"water":[${list(bytes, '"01"')}]}` },
  { name: 'escapes', body: `{"remark":"${'\\u4e00'.repeat(bytes / 6)}"}` },
  {
    name: 'everything wrong at once',
    body: withAnswers({ size: 'x', address: 7, members: household(60).members, farming: -1, water: ['09'] }),
  },
  {
    name: 'sixty equal keys',
    body: withAnswers({ members: Array(60).fill({ idNo: '99010119680315001X' }) }),
  },
  {
    name: 'patterns that fail late',
    body: withAnswers({ members: Array.from({ length: 60 }, () => ({ phone: `138${'0'.repeat(900)}x` })) }),
  },
];
