/** The people of the fictional township as this measurement needs them: their cookies, and what the town sees afterwards. */
import { pathOf, routes } from '#forms/wire/routes.ts';
import type { CampaignReply, ProgressReply } from '#forms/wire/shapes.ts';
import { demoPassword, demoPeople } from '#functions/server/demo/open-demo.ts';
import type { Village } from './households.ts';

export interface Collectors {
  /** Cookie of the collector of a village. */
  readonly cookies: ReadonlyMap<string, string>;
  /** Time on the campaign's clock. */
  readonly now: number;
  /** Accepted submissions and records of the questionnaire, as the town's tallies count them. */
  counted(): Promise<{ readonly submissions: number; readonly records: number }>;
}

const signIn = async (url: string, userName: string): Promise<string> => {
  const response = await fetch(url + routes.signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ userName, password: demoPassword }),
  });
  if (!response.ok)
    throw new Error(`${userName} cannot sign in: ${response.status} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
};

export const signInCollectors = async (
  url: string,
  { pack, plan, questionnaire, township }: Village,
): Promise<Collectors> => {
  const villages = township.areas.filter(({ level }) => level === 'village').length;
  const people = demoPeople(plan, villages);
  const cookies = new Map<string, string>();
  for (const { userName, area, role } of people)
    if (role === 'collector') cookies.set(area, await signIn(url, userName));
  const town = await signIn(url, people.find(({ role }) => role === 'town-officer')?.userName ?? '');
  const read = async (path: string): Promise<unknown> => {
    const response = await fetch(url + path, { headers: { cookie: town } });
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    return response.json();
  };
  const campaign = (await read(pathOf('campaign', { campaign: pack.id }))) as CampaignReply;
  return {
    cookies,
    now: campaign.now,
    counted: async () => {
      const path = pathOf('progress', { campaign: pack.id, area: plan.town.code });
      const { tallies } = (await read(path)) as ProgressReply;
      const lines = tallies.filter((line) => line.questionnaire === questionnaire);
      return {
        submissions: lines.reduce((sum, line) => sum + line.submissions, 0),
        records: lines.reduce((sum, line) => sum + line.records, 0),
      };
    },
  };
};
