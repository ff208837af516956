/** Shares and counts as officers compare them: one decimal always, and the unit's own counting word where there is one. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useCampaign } from '../shell/campaign.tsx';
import { useFormats } from '../time/format.ts';

/** `67.5%`: columns of shares line up only when each has its decimal. */
export const usePercent = (): ((share: number) => string) => {
  const { language } = useFormats();
  return useMemo(() => {
    const format = new Intl.NumberFormat(language, {
      style: 'percent',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
    return (share) => format.format(share);
  }, [language]);
};

/** 户 where a group has one questionnaire, so that a record is a household; 份 where it has several. */
export const useCounter = (group: string): string => {
  const { t } = useTranslation('supervise');
  const { questionnaires, unitKinds } = useCampaign();
  const { text } = useFormats();
  const own = questionnaires.filter((questionnaire) => questionnaire.group === group);
  const kind = own.length === 1 ? unitKinds.find(({ id }) => id === own[0]?.unit) : undefined;
  return kind ? text(kind.counter) : t('pieces');
};
