/** The sheet pack with checks of a test's own. */
import { type Pack, parsePack } from '#forms/campaign/pack.ts';
import type { Check } from '#forms/checks/check.ts';
import type { ListForm } from '#forms/dossier/lists.ts';
import { sheetPackFiles } from './sheet-pack.ts';

/** About the household's paper, to be verified, unless `more` says otherwise. */
export const homeCheck = (
  id: string,
  scope: Check['scope'],
  finds: string,
  more: Partial<Check> = {},
): Check => ({
  id,
  severity: 'verify',
  scope,
  about: 'home',
  finds,
  message: { default: id, 'zh-cn': id, en: id },
  ...more,
});

export const checkedPack = (checks: readonly Check[], lists: readonly ListForm[] = []): Pack => {
  const parsed = parsePack({
    ...sheetPackFiles,
    'pack.json': { ...sheetPackFiles['pack.json'], checks: ['checks.json'], lists },
    'checks.json': { id: 'all', title: { default: 'All', 'zh-cn': '全部' }, checks },
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.refusal, null, 1));
  return parsed.value;
};
