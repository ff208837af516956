/** `verify`: a seal recomputed from its files, told calmly line by line; with `--record`, one household's question as well. */
import { readFile } from 'node:fs/promises';
import { wallTimeOf } from '#forms/campaign/local-time.ts';
import { type Json, textIn } from '#forms/json.ts';
import { publicKeyPath } from '#forms/seal/layout.ts';
import type { Manifest } from '#forms/seal/manifest.ts';
import type { SealFailure, SealFiles } from '#forms/seal/report.ts';
import { type PublicKey, parsePublicKey } from '#forms/seal/signature.ts';
import { jsonOf } from '#forms/seal/text.ts';
import { verifySeal } from '#forms/seal/verify.ts';
import { gunzip, sha256 } from '../store/bytes.ts';
import { checkRecord, readRecord } from './check-record.ts';
import { openSealedFolder } from './sealed-folder.ts';
import { say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export interface VerifyCommand {
  /** Folder or zip. */
  readonly path: string;
  /** Public key file or fingerprint. */
  readonly key: string | undefined;
  /** Receipt file or code. */
  readonly record: string | undefined;
}

export const verifyCommand = async (command: VerifyCommand, terminal: Terminal): Promise<ExitCode> => {
  const { language, print, complain } = terminal;
  const unreadable = (path: string): ExitCode => {
    complain(say(language, 'unreadable', { path }));
    return 2;
  };
  const files = await openSealedFolder(command.path).catch(() => undefined);
  if (!files) return unreadable(command.path);
  const record = command.record === undefined ? undefined : await readRecord(command.record);
  if (record === 'unreadable') {
    complain(say(language, 'record-unreadable', { record: command.record }));
    return 2;
  }
  const key = await chosenKey(files, command.key);
  if (key === 'unreadable') return unreadable(command.key ?? '');
  if ('code' in key) return told(key, terminal);
  try {
    const report = await verifySeal(files, key, { gunzip, sha256 });
    if (report.manifest) head(report.manifest, terminal);
    if (command.key !== undefined && report.manifest)
      print(`✓ ${say(language, 'key-matches', { key: key.fingerprint })}`);
    for (const { code, facts } of report.checks) print(`✓ ${say(language, code, facts)}`);
    if (report.failure) return told(report.failure, terminal);
    print(say(language, 'valid'));
    if (command.key === undefined) print(say(language, 'key-from-folder', { key: key.fingerprint }));
    return record === undefined ? 0 : await checkRecord(files, record, key, terminal);
  } catch {
    return unreadable(command.path); // a disk or zip that fails while it is read
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

const told = ({ code, facts }: SealFailure, { language, print }: Terminal): ExitCode => {
  print(`✗ ${say(language, code, { ...facts })}`);
  for (const place of ['file', 'line', 'village', 'area', 'unit', 'questionnaire'] as const)
    if (facts[place] !== undefined) print(say(language, `where-${place}`, { ...facts }));
  print(say(language, 'invalid'));
  return 1;
};
