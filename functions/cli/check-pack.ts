/** `pack check`: every fault of a pack with its file and place, so that a designer sees them all at once. */
import { parsePack } from '#forms/campaign/pack.ts';
import { checksOf } from '#forms/campaign/pack-checks.ts';
import { textIn } from '#forms/json.ts';
import { readPackFolder } from '../adapters/files/pack-folder.ts';
import { say, sayFault } from './sentences.ts';
import type { ExitCode, Terminal } from './terminal.ts';

export const checkPack = async (
  folder: string,
  { language, print, complain }: Terminal,
): Promise<ExitCode> => {
  const files = await readPackFolder(folder).catch(() => undefined);
  if (!files || Object.keys(files).length === 0) {
    complain(say(language, 'unreadable', { path: folder }));
    return 2;
  }
  const pack = parsePack(files);
  if (pack.ok) {
    const { id, version, title, questionnaires, editions } = pack.value;
    const checks = checksOf(pack.value).length;
    print(
      say(language, 'pack-good', {
        title: textIn(title, language === 'zh' ? 'zh-CN' : 'en'),
        id,
        version,
        questionnaires: questionnaires.length,
        editions: editions.length,
        checks,
        facts: pack.value.facts.length,
      }),
    );
    return 0;
  }
  for (const { at, code, facts } of pack.refusal) {
    const told = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    print(`${at}  ${[code, ...told].join(' ')}`);
    const sentence = sayFault(language, code, facts);
    if (sentence !== undefined) print(`    ${sentence}`);
  }
  print(say(language, 'pack-bad', { faults: pack.refusal.length }));
  return 1;
};
