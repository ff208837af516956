/** A signed page: ticket, upload, attachment, each of which may be lost and is then done again. */
import type { Receipt } from '#forms/campaign/submission.ts';
import type { Person } from '#forms/permission/permission.ts';
import { hexOf, sha256 } from '#functions/store/bytes.ts';
import { attachScan, requestScan } from '#functions/use-cases/attach-scan.ts';
import type { Chance } from './chance.ts';
import { aboutOf } from './ledger.ts';
import { campaign } from './plan.ts';
import type { Storm } from './storm-parts.ts';

const tries = 4;

export const attachPage = async (
  storm: Storm,
  person: Person,
  { village, unit, questionnaire, contentHash }: Receipt,
  chance: Chance,
): Promise<void> => {
  const { timeline, machine, ledger } = storm;
  if (questionnaire !== 'home') return;
  await timeline.sleep(chance.small(3_600_000));
  const bytes = Uint8Array.from({ length: 40 }, () => chance.whole(0, 255));
  const facts = { size: bytes.length, sha256: hexOf(sha256(bytes)), type: 'image/png' };
  const page = chance.whole(1, 2);
  const ticket = await machine.call(
    'requests',
    requestScan(person, campaign, village, { unit, questionnaire, contentHash, page, ...facts }),
  );
  if (typeof ticket === 'string') return;
  if (!ticket.ok) {
    noteRefusal(storm, aboutOf({ unit, questionnaire }), ticket.refusal.problem);
    return;
  }
  const { scan } = ticket.value;
  await timeline.sleep(chance.small(60_000));
  const uploaded = await machine.call('requests', ({ scans }) =>
    scans.put(`${campaign}/${village}/${scan}.png`, bytes, { type: facts.type }),
  );
  if (uploaded === 'lost') return;
  for (let round = 0; round < tries; round++) {
    const attached = await machine.call('requests', attachScan(person, campaign, village, scan));
    if (typeof attached !== 'string') {
      const says = attached.ok ? 'is attached' : attached.refusal.problem;
      ledger.note('server', `page …${scan.slice(-4)} ${says}`, aboutOf({ unit, questionnaire }));
      if (attached.ok) ledger.pages.push(attached.value);
      if (!attached.ok) noteRefusal(storm, aboutOf({ unit, questionnaire }), attached.refusal.problem);
      if (!attached.ok && attached.refusal.problem !== 'busy') return;
      // A reply that was lost on the way back: the phone asks again.
      if (attached.ok && chance.happens(0.8)) return;
    }
    await timeline.sleep(2_000 + chance.small(60_000));
  }
};

const noteRefusal = ({ ledger, machine }: Storm, about: string, problem: string) => {
  if (problem === 'gate-closed') ledger.refusedPages.push({ about, at: machine.now() });
};
