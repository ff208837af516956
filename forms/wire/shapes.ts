/** The shapes of every request body and reply. The server parses with them, the browser is typed by them. */
import * as z from 'zod';
import type { Calendar } from '../campaign/calendar.ts';
import type { Gate } from '../campaign/gate.ts';
import type { PackQuestionnaire } from '../campaign/pack.ts';
import type { Explanation, Receipt } from '../campaign/submission.ts';
import type { UnitAttributes, UnitKind } from '../campaign/unit.ts';
import type { Fact } from '../checks/facts.ts';
import type { Finding } from '../findings/finding.ts';
import type { Instant, JsonObject, LocalText } from '../json.ts';
import type { Area } from '../permission/area.ts';
import type { Grant } from '../permission/permission.ts';
import type { CodeLists, Edition, Parameters } from '../questionnaire/questionnaire.ts';
import type { AdmissionState, ExtensionState } from './deadlines.ts';
import type { FindingCounts } from './findings.ts';
import { mostAnswered, mostExplanations } from './limits.ts';
import { area, hex64, jsonObject, name, sentence, unitId, uuid } from './pieces.ts';
import { explanationShape, newUnitShape } from './units.ts';

// ── submissions ──────────────────────────────────────────────────────────────────────────────────────────────────
export const submissionShape = z.strictObject({
  wire: z.number().int(),
  /** UUIDv7 made once on the device: sending again is harmless. */
  id: uuid,
  campaign: name,
  village: area,
  unit: unitId,
  questionnaire: name,
  edition: z.number().int().min(1),
  /** Record version that the sender started from; 0 for none. */
  basedOn: z.number().int().min(0),
  answers: jsonObject,
  /** Content hash that the device computed and that stands on the signed page; refused when ours differs. */
  contentHash: hex64.optional(),
  capturedAt: z.number().int().optional(),
  sinceServerTime: z.number().int().min(0).optional(),
  /** Open findings that a correction answers; one of them is enough for a gate that asks for one. */
  findings: z.array(uuid).max(mostAnswered).exactOptional(),
  /** As phones named one before there could be several: their outbox may be older than they are. */
  finding: uuid.optional(),
  /** The unit itself, when a person adds it: put in the transaction of its first record (W33). */
  newUnit: newUnitShape.exactOptional(),
  explanations: z.array(explanationShape).max(mostExplanations).exactOptional(),
});
export type SubmissionEnvelope = z.infer<typeof submissionShape>;

/** Replies of POST /api/submissions; everything else is a problem. 201 · 200 · 202. */
export type SubmissionReply =
  | { readonly outcome: 'accepted' | 'already-have-it'; readonly receipt: Receipt }
  | { readonly outcome: 'quarantined'; readonly receipt: Receipt };

// ── who am I ─────────────────────────────────────────────────────────────────────────────────────────────────────
export const signInShape = z.strictObject({
  userName: z.string().min(1).max(64),
  password: z.string().min(1).max(200),
});
export interface SessionReply {
  readonly person: { readonly id: string; readonly name: string; readonly userName: string };
  readonly grants: readonly (Grant & { readonly areaName: string })[];
  readonly campaigns: readonly {
    readonly id: string;
    readonly title: LocalText;
    readonly area: string;
    readonly timeZone: string;
  }[];
  readonly now: Instant;
  readonly demo: boolean;
}

// ── campaign ─────────────────────────────────────────────────────────────────────────────────────────────────────
export interface CampaignReply {
  readonly id: string;
  readonly title: LocalText;
  readonly area: Area;
  readonly locales: readonly string[];
  readonly unitKinds: readonly UnitKind[];
  readonly questionnaires: readonly (PackQuestionnaire & { readonly edition: number })[];
  readonly calendar: Calendar;
  readonly parameters: Parameters;
  /** Questions that ask the same of one unit: asked once in a visit (W42). */
  readonly facts: readonly Fact[];
  /** Those that attributes of units choose from. */
  readonly codeLists: CodeLists;
  /** Towns and villages of the campaign that the person may see. */
  readonly areas: readonly Area[];
  readonly now: Instant;
}
export type EditionReply = Edition;

// ── a village's work ─────────────────────────────────────────────────────────────────────────────────────────────
export interface Unit {
  readonly id: string;
  readonly kind: string;
  readonly village: string;
  /** Head of household, or the village's name. */
  readonly name: string;
  readonly address: string;
  readonly size?: number;
  readonly order: number;
  readonly attributes?: UnitAttributes;
  /** Of a sheet: the unit that it belongs to. */
  readonly parent?: string;
  /** When it was added while the campaign ran; absent for those that were there at the opening. */
  readonly addedAt?: Instant;
}
export interface RecordState {
  readonly unit: string;
  readonly questionnaire: string;
  readonly version: number;
  readonly edition: number;
  readonly acceptedAt: Instant;
  readonly by: string;
  readonly receipt: string;
  readonly contentHash: string;
  /** Signed pages on file that show this very content. */
  readonly pages: number;
  /** Seal id once the record is in a verified seal. */
  readonly sealed?: string;
}
/** What the village and the town see of a finding; whose record content it was found in is the server's business. */
export type FindingState = Omit<Finding, 'content'>;
export interface LateState {
  readonly submission: string;
  readonly unit: string;
  readonly unitName: string;
  readonly village: string;
  readonly questionnaire: string;
  readonly why: string;
  readonly receivedAt: Instant;
  readonly capturedAt?: Instant;
  readonly by: string;
  readonly receipt: string;
  /** Once somebody asked that it be let in. */
  readonly admission?: AdmissionState;
}
export interface WorkReply {
  readonly village: Area;
  readonly units: readonly Unit[];
  readonly records: readonly RecordState[];
  readonly gates: readonly Gate[];
  readonly findings: readonly FindingState[];
  readonly late: readonly LateState[];
  /** Later deadlines that were asked for in this village, open and decided. */
  readonly extensions: readonly ExtensionState[];
  readonly now: Instant;
}
/** What the people are called whose ids stand in a reply. */
export type People = { readonly [id: string]: string };
export interface RecordReply extends RecordState {
  readonly people: People;
  readonly answers: JsonObject;
  /** True when identity numbers are masked. */
  readonly masked: boolean;
  /** What the sender said to checks. */
  readonly explanations?: readonly Explanation[];
}
export const revealShape = z.strictObject({ reason: sentence(2, 500) });
export const openFindingShape = z.strictObject({
  unit: unitId,
  questionnaire: name,
  at: sentence(1, 200).optional(),
  comment: sentence(1, 1000),
});

// ── scans ────────────────────────────────────────────────────────────────────────────────────────────────────────
export const scanRequestShape = z.strictObject({
  unit: unitId,
  questionnaire: name,
  /** Content that the page shows: that of the record as it stands. */
  contentHash: hex64,
  page: z.number().int().min(1).max(50),
  sha256: hex64,
  size: z.number().int().min(1),
  type: z.string().max(100),
});
export type ScanRequest = z.infer<typeof scanRequestShape>;
export interface ScanTicketReply {
  readonly scan: string;
  readonly upload: {
    readonly url: string;
    readonly method: 'PUT';
    readonly headers: { readonly [name: string]: string };
  };
}
export interface ScanState {
  readonly scan: string;
  readonly unit: string;
  readonly questionnaire: string;
  readonly page: number;
  readonly contentHash: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly attachedAt: Instant;
}
export interface ScansReply {
  readonly scans: readonly (ScanState & { readonly download: string })[];
}

// ── supervision ──────────────────────────────────────────────────────────────────────────────────────────────────
export interface TallyLine {
  readonly village: string;
  readonly questionnaire: string;
  readonly units: number;
  readonly records: number;
  /** Accepted submissions, corrections included. */
  readonly submissions: number;
  /** Records with at least one signed page of the current content; only for questionnaires with scanPages > 0. */
  readonly signed: number;
  readonly late: number;
  /** Of the late ones, those that were let in or rejected. */
  readonly decided: number;
  readonly lastAt?: Instant;
}
export interface ProgressReply {
  readonly villages: readonly Area[];
  readonly tallies: readonly TallyLine[];
  /** Share expected by now per calendar group, 0 … 1. */
  readonly expected: { readonly [group: string]: number };
  /** What was found in each village, for those who may read it. */
  readonly findings: readonly FindingCounts[];
  readonly now: Instant;
}
export interface GatesReply {
  readonly gates: readonly Gate[];
  /** While the gates of a deadline move: how many villages of the whole campaign it is through with. */
  readonly moving?: { readonly at: Instant; readonly done: number; readonly villages: number };
  readonly now: Instant;
}
export type QuarantineReply = { readonly late: readonly LateState[]; readonly people: People };

// ── questionnaires in the making ─────────────────────────────────────────────────────────────────────────────────
export interface QuestionnaireState {
  readonly id: string;
  readonly title: LocalText;
  readonly edition: number;
  /** Present while there is a draft that differs from the edition. */
  readonly draft?: { readonly revision: number; readonly savedAt: Instant; readonly savedBy: string };
  /** Records that exist for it in the campaign. */
  readonly records: number;
}
export interface DraftReply {
  readonly questionnaire: string;
  readonly source: JsonObject;
  /** 0 when nobody edited since the last edition. */
  readonly revision: number;
  readonly edition: number;
  readonly savedAt?: Instant;
  /** The pack's code lists: the editor publishes in the browser and needs what the server would resolve with. */
  readonly codeLists: CodeLists;
}
export const saveDraftShape = z.strictObject({ source: jsonObject, revision: z.number().int().min(0) });
export const publishShape = z.strictObject({ revision: z.number().int().min(1) });
export interface PublishReply {
  readonly questionnaire: string;
  readonly edition: number;
  readonly sourceHash: string;
}

// ── seals ────────────────────────────────────────────────────────────────────────────────────────────────────────
export interface SealState {
  readonly id: string;
  readonly title: LocalText;
  readonly at: Instant;
  readonly groups: readonly string[];
  /** `failed`: did not verify; nothing of it is announced, and it is tried again. */
  readonly state: 'planned' | 'sealing' | 'sealed' | 'failed';
  readonly villagesDone: number;
  readonly villages: number;
  readonly sealedAt?: Instant;
  readonly records?: number;
  readonly scans?: number;
  readonly late?: number;
  /** Hex: Merkle root over the whole campaign. */
  readonly root?: string;
  /** Paths inside the sealed folder; GET /api/campaigns/:campaign/seals/:seal/files/<path>. */
  readonly files?: readonly string[];
}
export interface SealsReply {
  readonly seals: readonly SealState[];
  readonly publicKey: { readonly algorithm: string; readonly hex: string; readonly fingerprint: string };
}

// ── audit, clock ─────────────────────────────────────────────────────────────────────────────────────────────────
export interface AuditLine {
  readonly at: Instant;
  readonly who: string;
  readonly verb: string;
  readonly on: string;
  readonly why?: string;
}
export interface AuditReply {
  readonly people: People;
  /** What the areas are called whose codes stand in `on`. */
  readonly areas: { readonly [code: string]: string };
  readonly lines: readonly AuditLine[];
  readonly next?: string;
}
export const moveClockShape = z.strictObject({ now: z.number().int().min(0).max(4_102_444_800_000) });
export type ClockReply = { readonly now: Instant };
