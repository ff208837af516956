/** `verify` of a correction annex: by itself, and with `--seal` against the seal that it corrects. */
import { textIn } from '#forms/json.ts';
import { annexPath } from '#forms/seal/annex.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import { verifyAnnex } from '#forms/seal/verify-annex.ts';
import { sha256 } from '../store/bytes.ts';
import { say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { told } from './told.ts';

export interface AnnexAtHand {
  readonly files: SealFiles;
  readonly key: PublicKey;
  readonly seal: SealFiles | undefined;
  readonly previous: SealFiles | undefined;
  /** No key was given: the folder's own is used. */
  readonly ownKey: boolean;
}

export const checkAnnex = async (
  { files, key, seal, previous, ownKey }: AnnexAtHand,
  terminal: Terminal,
): Promise<ExitCode> => {
  const { language, print } = terminal;
  const before = previous && ((await previous.read(annexPath)) ?? new Uint8Array());
  const report = await verifyAnnex(files, key, {
    sha256,
    ...(seal ? { seal } : {}),
    ...(before ? { previous: before } : {}),
  });
  if (report.annex) {
    const { number, title, corrections, reason } = report.annex;
    const named = textIn(title, language === 'zh' ? 'zh-CN' : 'en');
    print(say(language, 'annex-head', { number, title: named, seal: report.annex.seal.id }));
    print(say(language, 'annex-counts', { corrections: corrections.length, reason }));
  }
  for (const { code, facts } of report.checks) print(`✓ ${say(language, code, facts)}`);
  if (report.failure) return told(report.failure, terminal);
  print(say(language, 'annex-valid'));
  if (ownKey) print(say(language, 'key-from-folder', { key: key.fingerprint }));
  return 0;
};
