/** Whether a questionnaire is filled in from the desk: by somebody with these roles, and not by those who collect. Pure. */
import type { Role } from '#forms/permission/permission.ts';

export const isFilledHere = (filledBy: readonly Role[], roles: readonly Role[]): boolean =>
  !filledBy.includes('collector') && filledBy.some((role) => roles.includes(role));
