/** The small line under a questionnaire or a sheet: since when it is a draft, waits, or has arrived, and under which code. */
import { useTranslation } from 'react-i18next';
import { contentCode } from '../offline/ids.ts';
import type { Standing } from '../offline/standing.ts';
import { useFormats } from '../time/format.ts';
import { useField } from './field.tsx';

export const useDetail = () => {
  const { t } = useTranslation('collect');
  const { timeZone } = useField();
  const { dayTime } = useFormats();
  return ({ draft, record, item }: Standing): string | undefined => {
    if (draft) return t('row.draft', { when: dayTime(draft.changedAt, timeZone) });
    if (item?.state.kind === 'waiting') return t('row.waiting', { when: dayTime(item.queuedAt, timeZone) });
    if (record)
      return t('row.record', {
        when: dayTime(record.acceptedAt, timeZone),
        code: contentCode(record.contentHash),
      });
    return undefined;
  };
};
