/** `--record`: is what I handed in, in the seal? Asked with the receipt or with the code on it. */
import { readFile } from 'node:fs/promises';
import type { Receipt } from '#forms/campaign/submission.ts';
import { parseReceipt, parseReceiptCode } from '#forms/seal/receipt.ts';
import { checkReceiptInSeal, findCodeInSeal, type ReceiptVerdict } from '#forms/seal/receipt-in-seal.ts';
import type { SealFiles } from '#forms/seal/report.ts';
import type { PublicKey } from '#forms/seal/signature.ts';
import { sealTools } from '../store/bytes.ts';
import { say } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';

/** A receipt as a file or a code as typed. A file is looked for first. */
export const readRecord = async (record: string): Promise<Receipt | string | 'unreadable'> => {
  const text = await readFile(record, 'utf8').catch(() => undefined);
  if (text === undefined) return parseReceiptCode(record) ?? 'unreadable';
  try {
    return parseReceipt(JSON.parse(text)) ?? 'unreadable';
  } catch {
    return 'unreadable';
  }
};

/** 0 when the receipt's submission, or what replaced it, is in the seal or its quarantine. */
export const checkRecord = async (
  files: SealFiles,
  record: Receipt | string,
  key: PublicKey,
  terminal: Terminal,
): Promise<ExitCode> => {
  const verdicts =
    typeof record === 'string'
      ? await findCodeInSeal(files, record, key, sealTools)
      : [await checkReceiptInSeal(files, record, key, sealTools)];
  for (const verdict of verdicts) tell(verdict, terminal);
  const good: readonly string[] = ['in-seal', 'in-quarantine', 'superseded'];
  return verdicts.every(({ state }) => good.includes(state)) ? 0 : 1;
};

const tell = (verdict: ReceiptVerdict, { language, print }: Terminal) => {
  if (verdict.state === 'seal-invalid') {
    print(`✗ ${say(language, verdict.failure.code, { ...verdict.failure.facts })}`);
    return;
  }
  if (verdict.state === 'not-in-seal') {
    print(`✗ ${say(language, 'not-in-seal', { why: say(language, `why-${verdict.why}`) })}`);
    return;
  }
  if (!('found' in verdict)) {
    print(`✗ ${say(language, verdict.state, { ...verdict })}`);
    return;
  }
  const { found, state } = verdict;
  print(`${state === 'contradicted' ? '✗' : '✓'} ${say(language, state, { version: found.version })}`);
  const kind = found.list === 'late' ? 'late' : 'record';
  for (const place of ['file', 'line', 'village', 'unit', 'questionnaire'] as const)
    print(say(language, `where-${place}`, { ...found, kind, proof: undefined }));
  print(say(language, 'proof-holds', { leaf: found.leaf }));
};
