/**
 * What is kept of a delivery: the accepted submission (which becomes the record), the quarantined one, the receipt that
 * its sender gets. The bytes hashed here at acceptance are the bytes that the seal copies, so a seal never re-computes.
 */
import type { JsonObject } from '../json.ts';
import type { AreaCode } from '../permission/area.ts';
import type { AdmissionTrace } from './admission.ts';
import type { GateRefusal } from './gate.ts';
import type { NewUnit } from './unit.ts';

/** What the sender says to a check that asks: sealed with the record that it explains (W38). */
export type Explanation = {
  readonly check: string;
  /** Where the row stands in these answers, such as `members[2]`; absent for the whole record. */
  readonly row?: string;
  readonly text: string;
};

/** The first line of a record's life; canonical JSON of this is the leaf of the Merkle tree (S2). Times are ISO 8601 UTC. */
export interface SealedRecord {
  readonly kind: 'record';
  readonly campaign: string;
  readonly village: AreaCode;
  readonly unit: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly sourceHash: string;
  /** 1 for the first accepted submission of the unit, then 2, 3 … */
  readonly version: number;
  readonly submission: string;
  /** Version that the sender had in front of them; 0 for none. */
  readonly basedOn: number;
  /** What the device says; evidence, never trusted. */
  readonly capturedAt?: string;
  readonly acceptedAt: string;
  /** Person id of the sender. */
  readonly by: string;
  readonly contentHash: string;
  /** 128 random bits, hex: answers are guessable, hashes must not be (S3). */
  readonly nonce: string;
  readonly explanations?: readonly Explanation[];
  /** Present when it came in from quarantine, under whose decision. */
  readonly admission?: AdmissionTrace;
  readonly answers: JsonObject;
}

/** A signed page, bound to the content that was signed; its canonical JSON is a leaf of its own. */
export interface SealedScan {
  readonly kind: 'scan';
  readonly campaign: string;
  readonly village: AreaCode;
  readonly unit: string;
  readonly questionnaire: string;
  readonly scan: string;
  readonly page: number;
  /** Content hash of the record version that the page shows. */
  readonly contentHash: string;
  readonly sha256: string;
  readonly size: number;
  readonly type: string;
  readonly attachedAt: string;
  readonly by: string;
  readonly nonce: string;
}

/** A submission that met a closed gate, with everything known about when it was made. */
export interface QuarantinedSubmission {
  readonly kind: 'late';
  readonly campaign: string;
  readonly village: AreaCode;
  readonly unit: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly submission: string;
  readonly basedOn: number;
  readonly why: GateRefusal;
  /** The gate as it stood. */
  readonly gate: { readonly stage: string; readonly right: string; readonly closesAt: string };
  readonly capturedAt?: string;
  /** Milliseconds that the device's monotonic clock ran since it last heard the server's time. */
  readonly sinceServerTime?: number;
  readonly receivedAt: string;
  readonly by: string;
  readonly contentHash: string;
  readonly nonce: string;
  readonly explanations?: readonly Explanation[];
  /** The unit that it is about, where it would have made it (W35). */
  readonly newUnit?: NewUnit;
  readonly answers: JsonObject;
}

/** The server's signed answer to a submission. Signature over canonical JSON of everything but `signature`. */
export interface Receipt {
  readonly outcome: 'accepted' | 'quarantined';
  /** Short code for people, from the leaf hash: `7F3K-92QD`. */
  readonly code: string;
  readonly campaign: string;
  readonly village: AreaCode;
  readonly unit: string;
  readonly questionnaire: string;
  readonly edition: number;
  readonly submission: string;
  /** Record version; 0 when quarantined. */
  readonly version: number;
  readonly contentHash: string;
  /** Hex; leaf of the record (or of the quarantined submission) in the seal. */
  readonly leafHash: string;
  readonly nonce: string;
  /** ISO 8601 UTC by the server's clock. */
  readonly at: string;
  /** Why it was quarantined. */
  readonly why?: GateRefusal;
  /** Fingerprint of the signing key. */
  readonly key: string;
  /** Hex. */
  readonly signature: string;
}

/** Crockford's base 32: no I, L, O, U, so a code survives being read over the phone. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** The first 40 bits of a leaf hash (hex) as `XXXX-XXXX`. */
export const receiptCode = (leafHash: string): string => {
  let bits = BigInt(`0x${leafHash.slice(0, 10)}`);
  let code = '';
  for (let place = 0; place < 8; place++) {
    code = alphabet.charAt(Number(bits & 31n)) + code;
    bits >>= 5n;
  }
  return `${code.slice(0, 4)}-${code.slice(4)}`;
};
