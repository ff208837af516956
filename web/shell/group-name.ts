/** What a calendar group is called: by its title in the pack, or by the kinds of unit that it is about. */
import type { LocalText } from '#forms/json.ts';
import type { CampaignReply } from '#forms/wire/shapes.ts';

export const groupName = (
  { calendar, questionnaires, unitKinds }: Pick<CampaignReply, 'calendar' | 'questionnaires' | 'unitKinds'>,
  group: string,
  text: (text: LocalText) => string,
  gap: string,
): string => {
  const title = calendar.groupTitles[group];
  if (title !== undefined) return text(title);
  const kinds = new Set(questionnaires.filter((one) => one.group === group).map(({ unit }) => unit));
  const names = unitKinds.filter(({ id }) => kinds.has(id)).map((kind) => text(kind.title));
  return names.join(gap) || group;
};
