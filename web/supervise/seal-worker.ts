/** Verifies seals beside the page, so that it goes on answering; works without a network when the files are at hand. */
import { annexPath } from '#forms/seal/annex.ts';
import { publicKeyPath } from '#forms/seal/layout.ts';
import { checkReceiptInSeal, findCodeInSeal } from '#forms/seal/receipt-in-seal.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import { parsePublicKey } from '#forms/seal/signature.ts';
import { jsonOf } from '#forms/seal/text.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { ConnectionLost, ProblemError } from '../refusal.ts';
import { verifyHanded } from './annex/verify-handed.ts';
import { filesOfAnnex, filesOnServer, sealTools } from './seal-files.ts';
import type {
  AskedOfWorker,
  Failed,
  Opening,
  SaidByWorker,
  SealSource,
  SealWorks,
  WorkName,
} from './seal-work.ts';
import { filesHandedOver } from './sealed-folder.ts';

const say = (said: SaidByWorker) => postMessage(said);

const filesAt = async (source: SealSource): Promise<SealFiles | undefined> => {
  if (source.from === 'files') return filesHandedOver(source.files);
  const { campaign, seal } = source;
  return source.from === 'annex'
    ? filesOfAnnex(campaign, seal, source.annex)
    : filesOnServer(campaign, seal, source.paths);
};

let source: Promise<SealFiles | undefined> = Promise.resolve(undefined);

const files = async (): Promise<SealFiles> => {
  const found = await source;
  if (!found) throw new Error('no seal to look at');
  return found;
};

const opening = async (): Promise<Opening> => {
  const found = await source.catch(() => 'notAZip' as const);
  if (found === 'notAZip') return { state: 'notAZip' };
  if (!found) return { state: 'noManifest' };
  const key = await found.read(publicKeyPath);
  const state = (await found.list()).includes(annexPath) ? 'annex' : 'seal';
  return { state, ownKey: key && parsePublicKey(jsonOf(key)) };
};

type Works = {
  readonly [Name in WorkName]: (
    asks: SealWorks[Name]['asks'],
    id: number,
  ) => Promise<SealWorks[Name]['gives']>;
};
const works: Works = {
  open: opening,
  verify: async ({ key, previous }, id) =>
    verifySeal(await files(), key, {
      ...sealTools,
      ...(previous ? { previous } : {}),
      onProgress: (progress) => say({ id, progress }),
    }),
  annex: async ({ key, seal, heads }) =>
    verifyHanded(await files(), { key, heads, seal: seal && (await filesAt(seal)) }),
  receipt: async ({ key, receipt }) =>
    typeof receipt === 'string'
      ? findCodeInSeal(await files(), receipt, key, sealTools)
      : [await checkReceiptInSeal(await files(), receipt, key, sealTools)],
};

const failedWith = (error: unknown): Failed => {
  if (error instanceof ProblemError)
    return { kind: 'problem', code: error.code, facts: error.facts, status: error.status };
  if (error instanceof ConnectionLost) return { kind: 'lost' };
  return { kind: 'other', message: error instanceof Error ? error.message : String(error) };
};

addEventListener('message', async ({ data }: MessageEvent<AskedOfWorker>) => {
  const { id, what, asks } = data;
  if (data.source) {
    source = filesAt(data.source);
    source.catch(() => undefined); // told by whoever asks first
  }
  try {
    const work = works[what] as (asks: unknown, id: number) => Promise<SealWorks[WorkName]['gives']>;
    say({ id, gives: await work(asks, id) });
  } catch (error) {
    say({ id, failed: failedWith(error) });
  }
});
