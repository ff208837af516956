/** Quarantine in a storm: the town asks for what it finds there, the district decides, some of it twice and at the very end. */
import type { AdmissionsReply } from '#forms/wire/deadlines.ts';
import { askAdmissions } from '#functions/use-cases/admission/ask-admissions.ts';
import { decideAdmissions } from '#functions/use-cases/admission/decide-admissions.ts';
import { someTime } from './actors.ts';
import { type Chance, chanceOf } from './chance.ts';
import { aboutOf } from './ledger.ts';
import { campaign } from './plan.ts';
import type { Storm } from './storm-parts.ts';

const minute = 60_000;

export const startAdmissions = (storm: Storm, count: number): void => {
  const chance = chanceOf(`${storm.seed}/admissions`);
  for (let round = 0; round < count; round++)
    storm.timeline.at(someTime(storm, chance), () => void takeUp(storm, chance));
};

const takeUp = async (storm: Storm, chance: Chance) => {
  const { machine, plan, ledger, timeline } = storm;
  const receipts = ledger.answers.flatMap(({ receipt }) =>
    receipt?.outcome === 'quarantined' ? [receipt] : [],
  );
  if (receipts.length === 0) return;
  const some = Array.from({ length: chance.whole(1, 4) }, () => chance.pick(receipts));
  const late = [...new Set(some)].map(({ village, submission }) => ({ village, submission }));
  const asking = { campaign, area: plan.area, late, reason: 'no network' };
  const asked = await machine.call('requests', askAdmissions(plan.officer, asking));
  if (typeof asked !== 'string')
    ledger.note('officer', `asks for ${late.map(({ submission }) => submission.slice(-4))}`);
  await timeline.sleep(chance.small(90 * minute));
  const times = chance.pick([1, 1, 2]);
  for (let time = 0; time < times; time++) {
    const decision = chance.happens(0.75) ? ('admit' as const) : ('reject' as const);
    const deciding = { ...asking, decision, why: 'seen on paper' };
    void machine.call('requests', decideAdmissions(plan.district, deciding)).then((decided) => {
      if (typeof decided !== 'string' && decided.ok) note(storm, decided.value);
    });
    await timeline.sleep(chance.small(5 * minute));
  }
};

const note = ({ ledger }: Storm, { outcomes }: AdmissionsReply) => {
  for (const { submission, admission, problem } of outcomes) {
    const receipt = ledger.answers.find((one) => one.receipt?.submission === submission)?.receipt;
    const about = receipt && aboutOf(receipt);
    ledger.note('district', `…${submission.slice(-4)} is ${admission?.state ?? problem?.problem}`, about);
  }
};
