/** Replies name people by id; here the names are laid beside them, as the accounts have them now. */
import { ok, type Result } from '#forms/result.ts';
import type { Problem } from '#forms/wire/problems.ts';
import type { People } from '#forms/wire/shapes.ts';
import type { Accounts } from '../ports.ts';

export const withPeople = async <Value extends object>(
  result: Result<Value, Problem>,
  idsOf: (value: Value) => readonly string[],
  accounts: Accounts,
): Promise<Result<Value & { readonly people: People }, Problem>> =>
  result.ok ? ok({ ...result.value, people: await accounts.namesOf(idsOf(result.value)) }) : result;
