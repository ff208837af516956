/** Receipts are signed by the key that signs seals, so that one public key proves both. */
import type { GateRefusal } from '#forms/campaign/gate.ts';
import {
  type QuarantinedSubmission,
  type Receipt,
  receiptCode,
  type SealedRecord,
} from '#forms/campaign/submission.ts';
import type { Json } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { Signer } from '../../ports.ts';
import { hexOf } from '../../store/bytes.ts';

export interface ReceiptFacts {
  readonly outcome: Receipt['outcome'];
  readonly record: Omit<SealedRecord, 'answers'> | Omit<QuarantinedSubmission, 'answers'>;
  readonly version: number;
  readonly leafHash: string;
  readonly at: string;
  readonly why?: GateRefusal;
}

export const signReceipt = async (facts: ReceiptFacts, signer: Signer): Promise<Receipt> => {
  const { record, outcome, version, leafHash, at, why } = facts;
  const unsigned = {
    outcome,
    code: receiptCode(leafHash),
    campaign: record.campaign,
    village: record.village,
    unit: record.unit,
    questionnaire: record.questionnaire,
    edition: record.edition,
    submission: record.submission,
    version,
    contentHash: record.contentHash,
    leafHash,
    nonce: record.nonce,
    at,
    ...(why === undefined ? {} : { why }),
    key: (await signer.publicKey()).fingerprint,
  };
  return { ...unsigned, signature: hexOf(await signer.sign(canonicalJson(unsigned as Json))) };
};
