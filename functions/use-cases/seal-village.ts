/**
 * Seals one village: its lists into files under the lock, its summary into the store. Done twice it is done once: the files
 * come out byte for byte the same, and a village whose summary is there is not read again.
 */
import { ok, type Result, refuse } from '#forms/result.ts';
import {
  type LeafEntry,
  type ListName,
  leavesBytes,
  leavesPath,
  linesPath,
  newlineMember,
} from '#forms/seal/layout.ts';
import type { SealedEdition, SealedFile } from '#forms/seal/manifest.ts';
import { merkleStream } from '#forms/seal/merkle.ts';
import type { Ports } from '../ports.ts';
import { bytesOfHex, hexOf, sha256, sha256Hex } from '../store/bytes.ts';
import { type Campaign, readCampaign, readEdition, readVillage } from '../store/campaign.ts';
import { progressWrite } from '../store/progress.ts';
import { retainUntil, sealFolder, writeOnce } from '../store/seal-files.ts';
import {
  readSeal,
  readSummary,
  type SealFault,
  type StoredSeal,
  summaryItem,
  type VillageSummary,
} from '../store/seals.ts';
import { flowLines } from './seal/flow-lines.ts';
import type { VillageOfSeal } from './seal/hands.ts';
import { markGates, openGates, sealedGates } from './seal/seal-gates.ts';
import { type Line, sorted, type VillageLists, villageLists } from './seal/village-lists.ts';

type Needs = Pick<Ports, 'table' | 'seals'>;

/** For a fan-out, one call per village; the seal must have begun. */
export const sealVillage =
  ({ campaign: id, seal: sealId, village: code }: VillageOfSeal) =>
  async (ports: Needs): Promise<Result<VillageSummary, SealFault>> => {
    const [campaign, seal] = await Promise.all([
      readCampaign(ports.table, id),
      readSeal(ports.table, id, sealId),
    ]);
    if (!campaign || !seal) return refuse({ code: 'not-begun', facts: { village: code } });
    const village = await readVillage(ports.table, id, code);
    if (!village) return refuse({ code: 'no-such-area', facts: { village: code } });
    return sealOneVillage(campaign, seal, village)(ports);
  };

/** Ids of the questionnaires whose groups a seal covers, in the campaign's order. */
export const sealedQuestionnaires = (campaign: Campaign, seal: string): readonly string[] => {
  const groups = campaign.calendar.seals.find((plan) => plan.id === seal)?.groups ?? [];
  return campaign.questionnaires.filter(({ group }) => groups.includes(group)).map(({ id }) => id);
};

export const sealOneVillage =
  (campaign: Campaign, seal: StoredSeal, { code, name }: { readonly code: string; readonly name: string }) =>
  async ({ table, seals }: Needs): Promise<Result<VillageSummary, SealFault>> => {
    const done = await readSummary(table, campaign.id, seal.seal, code);
    if (done) return ok(done);
    const questionnaires = new Set(sealedQuestionnaires(campaign, seal.seal));
    const [open] = await openGates(table, campaign.id, code, questionnaires);
    if (open) return refuse({ code: 'gate-open', facts: { ...open } });
    const marks = { questionnaires, sealedAt: seal.sealedAt };
    if ((await markGates(table, campaign.id, code, marks)) === 'busy')
      return refuse({ code: 'busy', facts: { village: code } });
    const scope = { campaign: campaign.id, village: code, questionnaires, before: seal.sealedAt };
    const lists = await villageLists(table, scope);
    if (!lists.ok) return lists;
    const plan = (seal.calendar ?? campaign.calendar).seals.find(({ id }) => id === seal.seal);
    const at = Math.min(plan?.at ?? seal.sealedAt, seal.sealedAt);
    const flows = sorted(
      await flowLines(table, campaign, { village: code, questionnaires, at, salt: seal.salt ?? '' }),
    );
    const editions = await editionsOf(campaign.id, lists.value, { table });
    if (!editions.ok) return editions;

    const written = [
      ...filesOf('villages', code, lists.value.main),
      ...filesOf('late', code, lists.value.late),
      ...filesOf('flows', code, flows),
    ];
    const until = retainUntil(seal.sealedAt, campaign.retentionYears);
    for (const { file, bytes } of written)
      await writeOnce(seals, sealFolder(campaign.id, seal.seal) + file.path, bytes, until);
    const count = (kind: string, list: readonly Line[] = lists.value.main) =>
      list.filter(({ entry }) => entry.kind === kind).length;
    const summary: VillageSummary = {
      village: {
        code,
        name,
        records: count('record'),
        scans: count('scan'),
        root: rootOf(lists.value.main),
        late: { count: count('late', lists.value.late), root: rootOf(lists.value.late) },
        flows: { count: flows.length, root: rootOf(flows) },
        gates: await sealedGates(table, campaign.id, code, questionnaires),
      },
      files: written.map(({ file }) => file),
      editions: editions.value,
    };
    const outcome = await table.transact([
      { put: summaryItem(campaign.id, seal.seal, summary) },
      progressWrite(campaign.id, { kind: 'seal', id: seal.seal }, { first: code, villages: 1 }),
    ]);
    return outcome === 'done' ? ok(summary) : refuse({ code: 'busy', facts: { village: code } });
  };

const rootOf = (lines: readonly Line[]): string => {
  const tree = merkleStream(sha256);
  for (const { entry } of lines) tree.add(bytesOfHex(entry.leaf));
  return hexOf(tree.root());
};

const fileOf = (
  path: string,
  bytes: Uint8Array,
): { readonly file: SealedFile; readonly bytes: Uint8Array } => ({
  file: { path, bytes: bytes.length, sha256: sha256Hex(bytes) },
  bytes,
});

/** S10: the stored members one behind the other, each with its newline, and what the leaves file says of each. */
const filesOf = (list: ListName, code: string, lines: readonly Line[]) => {
  if (lines.length === 0) return [];
  const newline = newlineMember.length;
  const file = new Uint8Array(lines.reduce((sum, { member }) => sum + member.length + newline, 0));
  let at = 0;
  const entries = lines.map(({ entry, member }): LeafEntry => {
    const bytes = member.length + newline;
    file.set(member, at);
    file.set(newlineMember, at + member.length);
    const gzip = sha256Hex(file.subarray(at, at + bytes));
    at += bytes;
    const { id, kind, leaf, number, questionnaire, unit, earlier } = entry;
    // In the order of canonical JSON, which need not look for it then.
    return { bytes, ...(earlier ? { earlier } : {}), gzip, id, kind, leaf, number, questionnaire, unit };
  });
  return [fileOf(linesPath(list, code), file), fileOf(leavesPath(list, code), leavesBytes(entries))];
};

const editionsOf = async (
  campaign: string,
  { main, late }: VillageLists,
  { table }: Pick<Ports, 'table'>,
): Promise<Result<readonly SealedEdition[], SealFault>> => {
  const wanted = new Map<string, { readonly questionnaire: string; readonly edition: number }>();
  for (const { entry, edition } of [...main, ...late])
    if (edition !== undefined)
      wanted.set(`${entry.questionnaire} ${edition}`, { questionnaire: entry.questionnaire, edition });
  const editions: SealedEdition[] = [];
  for (const { questionnaire, edition } of wanted.values()) {
    const found = await readEdition(table, campaign, questionnaire, edition);
    if (!found) return refuse({ code: 'edition-missing', facts: { questionnaire, edition } });
    editions.push({ questionnaire, edition, sourceHash: found.sourceHash });
  }
  return ok(editions);
};
