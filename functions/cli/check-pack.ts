/** `pack check`: every fault of a pack with its file and place, so that a designer sees them all at once. */
import { parsePack } from '#forms/campaign/pack.ts';
import { textIn } from '#forms/json.ts';
import { readPackFolder } from '../adapters/files/pack-folder.ts';
import { say } from './sentences.ts';
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
    print(
      say(language, 'pack-good', {
        title: textIn(title, language === 'zh' ? 'zh-CN' : 'en'),
        id,
        version,
        questionnaires: questionnaires.length,
        editions: editions.length,
      }),
    );
    return 0;
  }
  for (const { at, code, facts } of pack.refusal) {
    const told = Object.entries(facts).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
    print(`${at}  ${[code, ...told].join(' ')}`);
  }
  print(say(language, 'pack-bad', { faults: pack.refusal.length }));
  return 1;
};
