/** Unit and questionnaire that the address names, as this phone knows them. */
import { useParams } from 'react-router';
import type { CampaignReply, Unit } from '#forms/wire/shapes.ts';
import type { Place } from '../offline/database.ts';
import { useField } from './field.tsx';

export const useUnit = (): Unit | undefined => {
  const { unit } = useParams();
  return useField().work.units.find(({ id }) => id === unit);
};

export interface Placed {
  readonly place: Place;
  readonly unit: Unit;
  readonly questionnaire: CampaignReply['questionnaires'][number];
}

/** Absent when the address names something that is not in this village's work. */
export const usePlace = (): Placed | undefined => {
  const { campaign, village } = useField();
  const unit = useUnit();
  const { questionnaire: id } = useParams();
  const questionnaire = campaign.questionnaires.find((one) => one.id === id);
  if (!unit || !questionnaire) return undefined;
  return {
    place: { campaign: campaign.id, village: village.code, unit: unit.id, questionnaire: questionnaire.id },
    unit,
    questionnaire,
  };
};
