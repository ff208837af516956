/** Somebody asks that a stage goes on for some villages. Asking changes no gate; it is kept for whoever decides. */
import { extensionFault, sealOf } from '#forms/campaign/extension.ts';
import { questionnaireOf } from '#forms/campaign/pack.ts';
import { covers, townOf } from '#forms/permission/area.ts';
import { askingArea, type Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { AskExtension, ExtensionState } from '#forms/wire/deadlines.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports, Table } from '../../ports.ts';
import { type Campaign, villagesOf } from '../../store/campaign.ts';
import { extensionItem } from '../../store/extensions.ts';
import { sealKey } from '../../store/keys.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { tell } from '../notice/tell.ts';
import { decidersOf } from '../notice/whom.ts';
import { askedNotice } from './extension-notice.ts';

export interface Asking extends AskExtension {
  readonly campaign: string;
  /** Village or town; the villages lie in it. */
  readonly area: string;
}

/** G12, G13, P19. */
export const askExtension =
  (person: Person, asking: Asking) =>
  async (
    ports: Pick<Ports, 'table' | 'clock' | 'dice' | 'notices'>,
  ): Promise<Result<ExtensionState, Problem>> => {
    const { table, clock, dice } = ports;
    const { campaign: id, area, stage, until, reason } = asking;
    const found = await campaignFor(person, 'extension.ask', id, area, table);
    if (!found.ok) return found;
    const now = clock.now();
    const refusal =
      scopeProblem(asking, found.value) ??
      (await villageProblem(asking, table)) ??
      (await deadlineProblem(asking, found.value, now, table));
    if (refusal) return refuse(refusal);
    const extension: ExtensionState = {
      id: dice.id(now),
      area: askingArea(person, 'extension.ask', area) ?? area,
      stage,
      questionnaires: [...new Set(asking.questionnaires)],
      villages: [...new Set(asking.villages)].sort(),
      until,
      reason,
      askedBy: person.id,
      askedAt: now,
      state: 'asked',
    };
    const asked = { by: person.id, area: extension.area };
    const deciders = await decidersOf(table, 'extension.decide', asked);
    const outcome = await table.transact([
      { put: extensionItem(id, extension), when: [{ attribute: 'pk', is: 'absent' }] },
      auditWrite(person, { campaign: id, verb: 'extension.ask', on: extension.id, why: reason }, ports),
      ...tell(id, deciders, askedNotice(extension), ports),
    ]);
    return outcome === 'done' ? ok(extension) : refuse(problem('busy', { seconds: 5 }));
  };

/** The questionnaires are those of the stage's group. */
const scopeProblem = ({ stage: id, questionnaires }: Asking, campaign: Campaign): Problem | undefined => {
  const stage = campaign.calendar.stages.find((candidate) => candidate.id === id);
  if (!stage) return problem('extension-refused', { why: 'no-such-stage' });
  const stranger = questionnaires.find(
    (questionnaire) => questionnaireOf(campaign, questionnaire)?.group !== stage.group,
  );
  return stranger === undefined ? undefined : problem('no-such-questionnaire', { questionnaire: stranger });
};

/** All villages lie in the area and take part; one town, because that is where it is kept and who is concerned. */
const villageProblem = async (
  { campaign, area, villages }: Asking,
  table: Table,
): Promise<Problem | undefined> => {
  const there = new Set((await villagesOf(table, campaign, area)).map(({ code }) => code));
  const [first = ''] = villages;
  const stranger = villages.find(
    (code) => !covers(area, code) || !there.has(code) || townOf(code) !== townOf(first),
  );
  return stranger === undefined ? undefined : problem('no-such-area', { area: stranger });
};

const deadlineProblem = async (
  terms: Asking,
  { id, calendar }: Campaign,
  now: number,
  table: Table,
): Promise<Problem | undefined> => {
  const group = calendar.stages.find(({ id: stage }) => stage === terms.stage)?.group ?? '';
  const seal = sealOf(calendar, group);
  if (seal && (await table.get(sealKey(id, seal.id)))) return problem('sealed-already', { seal: seal.id });
  const why = extensionFault(calendar, terms, now);
  return why && problem('extension-refused', { why });
};
