/** The first thing that is wrong, and where; the end of a verification that did not hold. */
import type { AnnexFailure } from '#forms/seal/verify-annex.ts';
import { say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export const told = ({ code, facts }: AnnexFailure, { language, print }: Terminal): ExitCode => {
  print(`✗ ${say(language, code, { ...facts })}`);
  for (const place of ['file', 'line', 'village', 'area', 'unit', 'questionnaire'] as const)
    if (facts[place] !== undefined) print(say(language, `where-${place}`, { ...facts }));
  print(say(language, 'invalid'));
  return 1;
};
