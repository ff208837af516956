/** The reckoning after the real storm: every receipt that a phone holds, against the calendar, the quarantine and the seal. */
import { gatePosition, gateRefusal } from '#forms/campaign/gate.ts';
import { checkReceiptInSeal } from '#forms/seal/receipt-in-seal.ts';
import { parsePublicKey } from '#forms/seal/signature.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { openSealedFolder } from '#functions/cli/sealed-folder.ts';
import { gunzip, sha256 } from '#functions/store/bytes.ts';
import type { Report } from '#tests/rehearsal/report.ts';
import { leadQuestionnaire, type World } from '#tests/rehearsal/world.ts';
import type { Told } from './phones.ts';

export const judgeReceipts = async (world: World, told: readonly Told[], report: Report): Promise<void> => {
  const { calendar, id: campaign, area } = world.campaign;
  const { id: questionnaire, group } = leadQuestionnaire(world);
  const tooLate: string[] = [];
  const first = new Map<string, string>();
  const twice: string[] = [];
  for (const { receipt, basedOn } of told) {
    const at = Date.parse(receipt.at);
    const gate = { village: '', questionnaire, revision: 0, ...gatePosition(calendar, group, at) };
    const why = gateRefusal(gate, { now: at, correcting: basedOn > 0, underFinding: false });
    if ((why === undefined) !== (receipt.outcome === 'accepted'))
      tooLate.push(`${receipt.unit} at ${receipt.at}: ${receipt.outcome}, the calendar says ${why}`);
    const earlier = first.get(receipt.submission);
    first.set(receipt.submission, earlier ?? receipt.signature);
    if (earlier !== undefined && earlier !== receipt.signature) twice.push(receipt.submission);
  }
  const sides = ['accepted', 'quarantined'].map(
    (outcome) => told.filter(({ receipt }) => receipt.outcome === outcome).length,
  );
  report.check(
    'G1',
    'accepted before the deadline, refused from it on, by the calendar alone',
    tooLate,
    Math.min(...sides),
  );
  report.check('W5', 'one submission, one receipt, through all crashes', twice, first.size);
  const { body } = await world.town.call('quarantine', { campaign, area: area.code });
  const kept = new Set((body.late as readonly { submission: string }[]).map(({ submission }) => submission));
  const late = told.filter(({ receipt }) => receipt.outcome === 'quarantined');
  const missing = late
    .filter(({ receipt }) => !kept.has(receipt.submission))
    .map(({ receipt }) => receipt.unit);
  report.check('G8', 'every refused one is in quarantine', missing, late.length);
};

/** Signature, files, roots; and each receipt by itself. */
export const verifyDownloaded = async (
  world: World,
  folder: string,
  told: readonly Told[],
  report: Report,
): Promise<void> => {
  const { body } = await world.district.call('seals', { campaign: world.campaign.id });
  const { algorithm, hex, fingerprint } = body.publicKey;
  const publicKey = parsePublicKey({ algorithm, hex, fingerprint });
  if (!publicKey) throw new Error('no public key');
  const files = await openSealedFolder(folder);
  const verdict = await verifySeal(files, publicKey, { gunzip, sha256 });
  report.check('S6', 'the seal verifies', verdict.valid ? [] : [JSON.stringify(verdict.failure)], 1);
  const wrong: string[] = [];
  for (const { receipt } of told) {
    const { state } = await checkReceiptInSeal(files, receipt, publicKey, { gunzip, sha256 });
    const right = receipt.outcome === 'accepted' ? ['in-seal', 'superseded'] : ['in-quarantine'];
    if (!right.includes(state)) wrong.push(`${receipt.unit} version ${receipt.version}: ${state}`);
  }
  report.check('S8', 'every single receipt is proven by the seal', wrong, told.length);
};
