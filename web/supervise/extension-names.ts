/** What an extension is about, in people's words. */
import { useTranslation } from 'react-i18next';
import { useCampaign } from '../shell/campaign.tsx';
import { groupName } from '../shell/group-name.ts';
import { useFormats } from '../time/format.ts';
import { useAreaName } from './held-area.ts';

export const useExtensionNames = () => {
  const { t } = useTranslation('supervise');
  const campaign = useCampaign();
  const { calendar, questionnaires } = campaign;
  const formats = useFormats();
  const nameOf = useAreaName();
  const gap = t('listGap');
  return {
    /** Stages of different groups may be called the same. */
    stage: (id: string) => {
      const stage = calendar.stages.find((one) => one.id === id);
      if (!stage) return id;
      return `${groupName(campaign, stage.group, formats.text, gap)} ${formats.text(stage.title)}`;
    },
    villages: (codes: readonly string[]) => codes.map(nameOf).join(gap),
    questionnaires: (ids: readonly string[]) =>
      ids.map((id) => formats.text(questionnaires.find((one) => one.id === id)?.short ?? id)).join(gap),
    deadline: (at: number) => formats.deadline(at, calendar.timeZone),
    dayTime: (at: number) => formats.dayTime(at, calendar.timeZone),
  };
};
