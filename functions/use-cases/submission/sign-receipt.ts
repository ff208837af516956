/** Receipts are signed by the key that signs seals, so that one public key proves both. */
import { type Receipt, receiptCode } from '#forms/campaign/submission.ts';
import type { Json } from '#forms/json.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import type { Draft, Signer } from '../../ports.ts';
import { hexOf } from '../../store/bytes.ts';

export type ReceiptFacts = Omit<Draft, 'canonical'> & { readonly leafHash: string };

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
