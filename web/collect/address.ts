/** Addresses of the collector's pages, in one place. */
import type { Place } from '../offline/database.ts';

export const unitPath = ({ campaign, village, unit }: Omit<Place, 'questionnaire'>): string =>
  `/collect/${campaign}/${village}/${encodeURIComponent(unit)}`;
export const recordPath = (place: Place): string => `${unitPath(place)}/record/${place.questionnaire}`;
export const fillPath = (place: Place): string => `${unitPath(place)}/fill/${place.questionnaire}`;
export const comparePath = (submission: string): string => `/collect/compare/${submission}`;
