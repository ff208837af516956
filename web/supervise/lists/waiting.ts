/** Which checks wait for a list that nobody has handed in (K23). Pure. */
import { isKept, type WrittenCheck } from '#forms/checks/check.ts';
import { listsOf } from '#forms/checks/list-names.ts';
import type { ListState } from '#forms/wire/lists.ts';

/** Lists that the check asks for and that are not there; none for a check that is off. */
export const waitingFor = (check: WrittenCheck, lists: readonly ListState[]): readonly ListState[] => {
  if (isKept(check) || check.off === true) return [];
  const asked = listsOf(check);
  return lists.filter(({ id, inForce }) => inForce === undefined && asked.includes(id));
};
