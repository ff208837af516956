/** The area that a person supervises: the wider of what they hold and narrower of that and the campaign's own. */
import { useMemo } from 'react';
import { type Area, type AreaCode, covers } from '#forms/permission/area.ts';
import { mayDo, rolesFor, type Verb } from '#forms/permission/permission.ts';
import type { CampaignReply, SessionReply } from '#forms/wire/shapes.ts';
import { useSession } from '../session.tsx';
import { useCampaign } from '../shell/campaign.tsx';

const personOf = ({ person, grants }: SessionReply) => ({ id: person.id, name: person.name, grants });

/** Where to ask for an overview: a district officer of a town's campaign looks at the town. */
export const areaFor = (session: SessionReply, campaign: CampaignReply, verb: Verb): AreaCode | undefined => {
  const person = personOf(session);
  const held = session.grants
    .filter((grant) => rolesFor(person, verb, grant.area).length > 0)
    .map(({ area }) => area);
  if (held.some((area) => covers(area, campaign.area.code))) return campaign.area.code;
  return held.filter((area) => covers(campaign.area.code, area)).sort()[0];
};

export const useHeldArea = (verb: Verb): AreaCode | undefined => {
  const session = useSession();
  const campaign = useCampaign();
  return useMemo(() => areaFor(session, campaign, verb), [session, campaign, verb]);
};

export const useMayHere = (verb: Verb, area: AreaCode): boolean => mayDo(personOf(useSession()), verb, area);

export const useAreaName = (): ((code: AreaCode) => string) => {
  const { areas } = useCampaign();
  return useMemo(() => {
    const names = new Map(areas.map((area: Area) => [area.code, area.name]));
    return (code) => names.get(code) ?? code;
  }, [areas]);
};
