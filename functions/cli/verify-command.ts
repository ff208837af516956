/** `verify`: a seal recomputed from its files, told calmly line by line; with `--record`, one household's question as well. */
import { readFile } from 'node:fs/promises';
import { wallTimeOf } from '#forms/campaign/local-time.ts';
import { type Json, textIn } from '#forms/json.ts';
import { annexPath } from '#forms/seal/annex.ts';
import { verifyChain } from '#forms/seal/chain.ts';
import { publicKeyPath } from '#forms/seal/layout.ts';
import type { Manifest } from '#forms/seal/manifest.ts';
import { openSeal } from '#forms/seal/open-seal.ts';
import type { SealFailure, SealFiles, SealReport, VerifyHands } from '#forms/seal/report.ts';
import { type PublicKey, parsePublicKey } from '#forms/seal/signature.ts';
import { jsonOf } from '#forms/seal/text.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { openThreads } from '../adapters/threads/threads.ts';
import { sealTools } from '../store/bytes.ts';
import { checkAnnex } from './check-annex.ts';
import { checkRecord, readRecord } from './check-record.ts';
import { openSealedFolder } from './sealed-folder.ts';
import { say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';
import { told } from './told.ts';
import type { VerifyThreadData } from './verify-thread.ts';

export interface VerifyCommand {
  /** Folder, zip, or `s3://bucket/prefix`. */
  readonly path: string;
  /** Folders of the seals before this one, the nearest first. */
  readonly previous: readonly string[];
  /** Folder of the seal that an annex corrects. */
  readonly seal: string | undefined;
  /** Public key file or fingerprint. */
  readonly key: string | undefined;
  /** Receipt file or code. */
  readonly record: string | undefined;
}

export const verifyCommand = async (command: VerifyCommand, terminal: Terminal): Promise<ExitCode> => {
  const { language, print, complain } = terminal;
  const unreadable = (path: string, error?: unknown): ExitCode => {
    const why = error instanceof Error ? error.name : '';
    complain(say(language, path.startsWith('s3://') ? 'unreadable-bucket' : 'unreadable', { path, why }));
    return 2;
  };
  const files = await opened(command.path);
  if (files instanceof Error) return unreadable(command.path, files);
  const record = command.record === undefined ? undefined : await readRecord(command.record);
  if (record === 'unreadable') {
    complain(say(language, 'record-unreadable', { record: command.record }));
    return 2;
  }
  const key = await chosenKey(files, command.key);
  if (key === 'unreadable') return unreadable(command.key ?? '');
  if ('code' in key) return told(key, terminal);
  const earlier: SealFiles[] = [];
  for (const path of command.previous) {
    const folder = await opened(path);
    if (folder instanceof Error) return unreadable(path, folder);
    earlier.push(folder);
  }
  if ((await files.list()).includes(annexPath)) {
    const seal = command.seal === undefined ? undefined : await opened(command.seal);
    if (seal instanceof Error) return unreadable(command.seal ?? '', seal);
    return checkAnnex(
      { files, key, seal, previous: earlier[0], ownKey: command.key === undefined },
      terminal,
    );
  }
  try {
    const report = await verified(command.path, files, key);
    if (report.manifest) head(report.manifest, terminal);
    if (command.key !== undefined && report.manifest)
      print(`✓ ${say(language, 'key-matches', { key: key.fingerprint })}`);
    const held =
      earlier.length > 0 ? report.checks.filter(({ code }) => code !== 'previous-named') : report.checks;
    for (const { code, facts } of held) print(`✓ ${say(language, code, facts)}`);
    if (report.failure) return told(report.failure, terminal);
    if (earlier.length > 0 && report.manifest) {
      const chain = await verifyChain(report.manifest, earlier, key, sealTools);
      for (const { code, facts } of chain.checks) print(`✓ ${say(language, code, facts)}`);
      if (chain.failure) return told(chain.failure, terminal);
    }
    print(say(language, 'valid'));
    if (command.key === undefined) print(say(language, 'key-from-folder', { key: key.fingerprint }));
    return record === undefined ? 0 : await checkRecord(files, record, key, terminal);
  } catch (error) {
    return unreadable(command.path, error); // a disk or zip that fails while it is read
  }
};

const opened = async (path: string): Promise<SealFiles | Error> => {
  try {
    return await openSealedFolder(path);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

/** Below that, reading the program a second time for a thread takes longer than the work. */
const manyVillages = 24;

/** By as many threads as there are processors, when there is enough for them to do. */
const verified = async (path: string, files: SealFiles, key: PublicKey): Promise<SealReport> => {
  const seal = await openSeal(files, key);
  if (!seal.ok || seal.value.villages.length < manyVillages) return verifySeal(files, key, sealTools);
  const data: VerifyThreadData = { path, key };
  const threads = openThreads<string>({ entry: new URL('./verify-thread.ts', import.meta.url), data });
  const hands: VerifyHands = {
    atOnce: threads.atOnce,
    check: (village) => threads.run<SealFailure | undefined>(village),
  };
  try {
    return await verifySeal(files, key, { ...sealTools, hands });
  } finally {
    await threads.rest();
  }
};

/** The key that is trusted: the one given, or the folder's own when none is. A fingerprint picks the folder's key. */
const chosenKey = async (
  files: SealFiles,
  given: string | undefined,
): Promise<PublicKey | SealFailure | 'unreadable'> => {
  const own = await files.read(publicKeyPath);
  const ownKey = own && parsePublicKey(jsonOf(own));
  if (given !== undefined && !/^[0-9a-f]{16}$/.test(given)) {
    const text = await readFile(given, 'utf8').catch(() => '');
    return parsePublicKey(jsonOrNothing(text)) ?? 'unreadable';
  }
  if (!own) return { code: 'file-missing', facts: { file: publicKeyPath } };
  if (!ownKey) return { code: 'key-unreadable', facts: { file: publicKeyPath } };
  if (given !== undefined && given !== ownKey.fingerprint)
    return { code: 'key-differs', facts: { file: publicKeyPath, expected: given, got: ownKey.fingerprint } };
  return ownKey;
};

const jsonOrNothing = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
};

const head = (manifest: Manifest, { language, print }: Terminal) => {
  const locale = language === 'zh' ? 'zh-CN' : 'en';
  const { seal, title, calendar, counts, signer, root, sealedAt } = manifest;
  const { date, time } = wallTimeOf(Date.parse(sealedAt), calendar.timeZone, false);
  print(say(language, 'seal-head', { seal: textIn(seal.title, locale), title: textIn(title, locale) }));
  print(
    say(language, 'seal-when', {
      date,
      time,
      zone: calendar.timeZone,
      key: signer.fingerprint,
      algorithm: signer.algorithm,
    }),
  );
  print(say(language, 'seal-counts', counts));
  print(say(language, 'seal-root', { root }));
};
