/**
 * Files that people hand in with what they do to findings and flows. Whoever may see what was done may open the file, and that they
 * did is in the audit log before the link leaves (K17, K18).
 */
import type { Person, Verb } from '#forms/permission/permission.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { BlobReply } from '#forms/wire/blobs.ts';
import { type Problem, problem } from '#forms/wire/problems.ts';
import type { Item, Key, Ports } from '../ports.ts';
import { findingOf } from '../store/findings.ts';
import { storedFlowOf } from '../store/flows.ts';
import * as keys from '../store/keys.ts';
import { campaignFor } from './access.ts';
import { linkToFile } from './answer-blobs.ts';
import { auditWrite } from './audit.ts';

type Needs = Pick<Ports, 'table' | 'scans' | 'clock' | 'dice'>;

export interface FileWanted {
  readonly campaign: string;
  /** The village. */
  readonly area: string;
  readonly file: string;
}

/** Where it was handed in, and how the log speaks of that. */
interface HandedIn {
  readonly verb: Extract<Verb, 'finding.read' | 'workflow.read'>;
  readonly key: Key;
  readonly missing: Problem;
  readonly files: (item: Item) => readonly (string | undefined)[];
  readonly logged: (item: Item) => { readonly verb: string; readonly on: string; readonly why: string };
}

const openFile =
  (person: Person, { campaign, area, file }: FileWanted, handedIn: HandedIn) =>
  async (ports: Needs): Promise<Result<BlobReply, Problem>> => {
    const { table, scans } = ports;
    const found = await campaignFor(person, handedIn.verb, campaign, area, table);
    if (!found.ok) return found;
    const item = await table.get(handedIn.key);
    if (!item) return refuse(handedIn.missing);
    const isThere = handedIn.files(item).includes(file);
    const download = isThere ? await linkToFile(scans, campaign, area, file) : undefined;
    if (download === undefined) return refuse(problem('no-such-blob'));
    const outcome = await table.transact([auditWrite(person, { campaign, ...handedIn.logged(item) }, ports)]);
    return outcome === 'done' ? ok({ download }) : refuse(problem('busy', { seconds: 2 }));
  };

export const readFindingFile = (person: Person, wanted: FileWanted & { readonly finding: string }) => {
  const { campaign, area, finding } = wanted;
  return openFile(person, wanted, {
    verb: 'finding.read',
    key: keys.findingKey(campaign, area, finding),
    missing: problem('no-such-finding', { finding }),
    files: (item) => findingOf(item).steps.map(({ file }) => file),
    logged: (item) => {
      const { unit, questionnaire } = findingOf(item);
      return { verb: 'finding.file', on: `${area}/${unit}/${questionnaire}`, why: finding };
    },
  });
};

export const readFlowFile = (
  person: Person,
  wanted: FileWanted & { readonly unit: string; readonly workflow: string },
) => {
  const { campaign, area, unit, workflow, file } = wanted;
  return openFile(person, wanted, {
    verb: 'workflow.read',
    key: keys.flowKey(campaign, area, unit, workflow),
    missing: problem('no-such-flow', { unit, workflow }),
    files: (item) => storedFlowOf(item).flow.history.map((entry) => entry.file),
    logged: (item) => ({
      ...{ verb: 'workflow.file', on: `${area}/${unit}/${workflow}` },
      why: storedFlowOf(item).flow.history.findLast((entry) => entry.file === file)?.step ?? '',
    }),
  });
};
