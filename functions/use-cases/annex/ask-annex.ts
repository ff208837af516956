/** Somebody asks that sealed records are corrected. Asking changes nothing; what is asked has passed the engine already. */
import { checkAnswers } from '#forms/answers/check-answers.ts';
import { dateAt } from '#forms/campaign/local-time.ts';
import { covers } from '#forms/permission/area.ts';
import type { Person } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import { correctionBytes, placeOfCorrection } from '#forms/seal/annex.ts';
import type { AnnexState, AskAnnex } from '#forms/wire/annexes.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Ports } from '../../ports.ts';
import { annexItem, correctionItem, type StoredCorrection } from '../../store/annexes.ts';
import { hexOf, leafHashOf, sha256 } from '../../store/bytes.ts';
import { type Campaign, readEdition } from '../../store/campaign.ts';
import { sealFilesIn } from '../../store/seal-files.ts';
import { readSeal } from '../../store/seals.ts';
import { campaignFor } from '../access.ts';
import { auditWrite } from '../audit.ts';
import { sealedRecord } from './sealed-record.ts';

export interface AskingAnnex extends AskAnnex {
  readonly campaign: string;
  readonly area: string;
  readonly seal: string;
}
type Needs = Pick<Ports, 'table' | 'seals' | 'clock' | 'dice'>;

/** S21, S24. */
export const askAnnex =
  (person: Person, asking: AskingAnnex) =>
  async (ports: Needs): Promise<Result<AnnexState, Problem>> => {
    const { table, clock, dice } = ports;
    const { campaign: id, area, seal, reason } = asking;
    const found = await campaignFor(person, 'annex.ask', id, area, table);
    if (!found.ok) return found;
    const stranger = asking.corrections.find(({ village }) => !covers(area, village));
    if (stranger) return refuse(problem('no-such-area', { area: stranger.village }));
    if (!found.value.calendar.seals.some((plan) => plan.id === seal))
      return refuse(problem('no-such-seal', { seal }));
    if ((await readSeal(table, id, seal))?.state !== 'sealed')
      return refuse(problem('not-sealed-yet', { seal }));
    const lines = await correctionsAsked(found.value, asking, ports);
    if (!lines.ok) return lines;
    const now = clock.now();
    const annex: AnnexState = {
      id: dice.id(now),
      seal,
      reason,
      askedBy: person.id,
      askedAt: now,
      state: 'asked',
      corrections: lines.value.length,
    };
    const outcome = await table.transact([
      { put: annexItem(id, annex), when: [{ attribute: 'pk', is: 'absent' }] },
      ...lines.value.map((line, index) => ({ put: correctionItem(id, annex, index, line) })),
      auditWrite(person, { campaign: id, verb: 'annex.ask', on: `${seal}/${annex.id}`, why: reason }, ports),
    ]);
    return outcome === 'done' ? ok(annex) : refuse(problem('busy', { seconds: 5 }));
  };

/** By place, each once; the first that cannot stand refuses them all. */
const correctionsAsked = async (
  campaign: Campaign,
  { seal, corrections }: AskingAnnex,
  ports: Needs,
): Promise<Result<readonly StoredCorrection[], Problem>> => {
  const lines: StoredCorrection[] = [];
  const ordered = [...corrections].sort((a, b) => (placeOfCorrection(a) < placeOfCorrection(b) ? -1 : 1));
  for (const [index, correction] of ordered.entries()) {
    const { unit, questionnaire } = correction;
    const before = ordered[index - 1];
    if (before && placeOfCorrection(before) === placeOfCorrection(correction))
      return refuse(problem('corrected-twice', { unit, questionnaire }));
    const line = await correctionAsked(campaign, seal, correction, ports);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(lines);
};

/** S24: the sealed record is corrected in the edition it was sealed in, by answers that pass that edition. */
const correctionAsked = async (
  campaign: Campaign,
  seal: string,
  { answers: given, ...place }: AskAnnex['corrections'][number],
  { table, seals, clock, dice }: Needs,
): Promise<Result<StoredCorrection, Problem>> => {
  const { unit, questionnaire } = place;
  const record = await sealedRecord(sealFilesIn(seals, campaign.id, seal), place);
  if (!record) return refuse(problem('not-in-seal', { unit, questionnaire }));
  const edition = await readEdition(table, campaign.id, questionnaire, record.edition);
  if (!edition) return refuse(problem('no-such-edition', { questionnaire, edition: record.edition }));
  const now = clock.now();
  const { timeZone } = campaign.calendar;
  const verdict = checkAnswers(edition, given, { now, timeZone, today: dateAt(now, timeZone) }, sha256);
  if (!verdict.ok)
    return refuse(problem('annex-refused', { unit, questionnaire, violations: verdict.violations }));
  const { answers, contentHash } = verdict;
  if (contentHash === record.contentHash)
    return refuse(problem('nothing-corrected', { unit, questionnaire }));
  const bytes = correctionBytes({
    kind: 'correction',
    campaign: campaign.id,
    seal,
    ...place,
    edition: record.edition,
    sourceHash: record.sourceHash,
    corrects: record.leaf,
    answers,
    contentHash,
    nonce: hexOf(dice.bytes(16)),
  });
  return ok({ entry: { ...place, corrects: record.leaf, leaf: leafHashOf(bytes) }, bytes });
};
