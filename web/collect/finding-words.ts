/** What a finding says on the phone: its check's own words, and what the town said last. */
import type { WrittenCheck } from '#forms/checks/check.ts';
import type { FindingState } from '#forms/wire/shapes.ts';
import { useLive } from '../offline/live.ts';
import { messageText } from '../questionnaire/check-words.ts';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';

/** `undefined` for what a person found, and as long as this phone has no checks. */
export const useCheckWords = (): ((finding: FindingState) => string | undefined) => {
  const { database, campaign } = useField();
  const { language } = useFormats();
  const kept = useLive(`checks ${campaign.id}`, () => database.checks.get(campaign.id));
  const { topics = [], made = [] } = kept?.checks ?? {};
  return ({ check: id, facts }) => {
    const is = (check: WrittenCheck) => check.id === id;
    const check =
      id === undefined ? undefined : (topics.flatMap(({ checks }) => checks).find(is) ?? made.find(is));
    return check && messageText(check.message, facts, language);
  };
};

/** The step by which it last came to the village. */
const handing = ({ steps }: FindingState) =>
  steps.findLast(({ kind }) => kind === 'issue' || kind === 'return');

/** What the town wrote last: when it handed the finding out, or returned an answer. */
export const lastWord = (finding: FindingState): string | undefined =>
  handing(finding)?.text ?? finding.comment;

export const handedAt = (finding: FindingState): number => handing(finding)?.at ?? finding.openedAt;
