/** What an identity number says of a person, for the computed answers of changed households. */
import { functionNamed } from '#forms/answers/functions/registry.ts';

const told = (name: string, ...args: readonly string[]): unknown =>
  functionNamed(name)?.evaluate(args, { today: '2022-10-20' });

export const birthDateIn = (number: unknown): string | undefined => {
  const birth = typeof number === 'string' ? told('birthDateOf', number) : null;
  return typeof birth === 'string' ? birth : undefined;
};

export const sexIn = (number: unknown): string | undefined => {
  const sex = typeof number === 'string' ? told('sexOf', number) : null;
  if (sex === 'male') return '男';
  return sex === 'female' ? '女' : undefined;
};

/** Whole years; nothing when the birth is later. */
export const yearsAt = (birth: string, date: string): number | undefined => {
  const years = told('ageAt', birth, date);
  return typeof years === 'number' ? years : undefined;
};
