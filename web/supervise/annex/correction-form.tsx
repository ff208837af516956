/** A sealed record as it should have been: the questionnaire in its own edition, filled with what was sealed. Loaded when asked for. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { variablesOf } from '#forms/answers/variables.ts';
import type { JsonObject } from '#forms/json.ts';
import { call } from '../../api.ts';
import { phoneModel } from '../../questionnaire/phone-model.ts';
import { SurveyView } from '../../questionnaire/survey-view.tsx';
import { useCampaign } from '../../shell/campaign.tsx';
import { Panel } from '../../shell/parts.tsx';
import { useFormats } from '../../time/format.ts';
import { ReasonBox } from '../reason-box.tsx';
import type { RecordPlace } from '../record-place.ts';

export interface CorrectionFormProps {
  readonly where: RecordPlace;
  readonly seal: string;
  readonly source: JsonObject;
  /** Unmasked: what is masked could not be handed back. */
  readonly answers: JsonObject;
  readonly onAsked: () => void;
}

export const CorrectionForm = ({ where, seal, source, answers, onAsked }: CorrectionFormProps) => {
  const { t } = useTranslation('supervise');
  const { language } = useFormats();
  const { parameters } = useCampaign();
  const model = useMemo(() => {
    const made = phoneModel(source, language, variablesOf({ parameters }));
    made.questionsOnPageMode = 'singlePage';
    made.data = structuredClone(answers);
    return made;
  }, [source, language, parameters, answers]);
  const ask = async (reason: string) => {
    const { campaign, area, unit, questionnaire } = where;
    await call('askAnnex', {
      params: { campaign, area, seal },
      body: { corrections: [{ village: area, unit, questionnaire, answers: model.data }], reason },
    });
    onAsked();
  };
  return (
    <Panel title={t('annex.form')}>
      <p className="x-muted">{t('annex.formWhat')}</p>
      <SurveyView model={model} />
      <ReasonBox
        label={t('annex.reason')}
        consequence={t('annex.consequence')}
        acts={[{ name: t('annex.ask'), primary: true, run: ask }]}
      />
    </Panel>
  );
};
