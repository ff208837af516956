/** Households of three kilobytes as they lie in the store after acceptance: canonical bytes, leaf, receipt, gzip member. */
import { questionnaireOf } from '#forms/campaign/pack.ts';
import type { Json } from '#forms/json.ts';
import type { Edition } from '#forms/questionnaire/questionnaire.ts';
import { canonicalJson } from '#forms/seal/canonical-json.ts';
import { sha256Hex } from '#forms/seal/hash.ts';
import { memoryTable } from '#functions/adapters/memory/table.ts';
import { systemDice } from '#functions/adapters/system/system.ts';
import type { Item, Signer, Write } from '#functions/ports.ts';
import type { Campaign } from '#functions/store/campaign.ts';
import { acceptance } from '#functions/use-cases/submission/acceptance.ts';
import { Dice } from '#tests/support/dice.ts';
import { collecting } from './campaign.ts';

const words =
  '户主姓名收入支出土地面积房屋结构砖混水泥耕种作物小麦玉米养殖牲畜打工外出医疗教育补贴贷款存款家电车辆'.match(
    /../gu,
  ) ?? [];

/** Sixty answers, as a household paper has them: codes, numbers, dates, some words. About 2,550 bytes. */
const answersOf = (dice: Dice): { readonly [name: string]: Json } => {
  const kinds: readonly (() => Json)[] = [
    () => dice.whole(0, 99_999_999) / 100,
    () => `A${dice.whole(1, 40)}`,
    () => `${dice.one(words)}${dice.one(words)}${dice.one(words)}${dice.whole(0, 999)}`,
    () => `2031-11-${String(dice.whole(1, 28)).padStart(2, '0')}`,
    () => dice.once(2),
  ];
  const answers: { [name: string]: Json } = {};
  for (let index = 0; index < 60; index++) {
    const kind = kinds[index % kinds.length];
    if (kind) answers[`item_${String(index).padStart(2, '0')}_${index % 7}`] = kind();
  }
  answers.remark = Array.from({ length: 190 }, () => dice.one(words)).join('');
  return answers;
};

export interface Parts {
  readonly campaign: Campaign;
  readonly edition: Edition;
  readonly signer: Signer;
}

/** The two items that sealing reads of each record of a village. */
export const recordItems = async (
  { campaign, edition, signer }: Parts,
  village: string,
  count: number,
): Promise<readonly (readonly Item[])[]> => {
  const dice = new Dice(Number(village.slice(6)));
  const ports = { table: memoryTable(), signer, dice: systemDice, clock: { now: () => collecting } };
  const person = { id: 'bench', name: 'Bench', grants: [] };
  const { questionnaire } = edition;
  const about = questionnaireOf(campaign, questionnaire);
  if (!about) throw new Error(`no questionnaire ${questionnaire}`);
  const items: (readonly Item[])[] = [];
  for (let index = 0; index < count; index++) {
    const answers = answersOf(dice);
    const canonical = canonicalJson(answers);
    const contentHash = sha256Hex(canonical);
    const unit = `h-${String(index).padStart(5, '0')}`;
    const envelope = {
      wire: 1,
      id: systemDice.id(collecting),
      campaign: campaign.id,
      village,
      unit,
      questionnaire,
      edition: 1,
      basedOn: 0,
      answers,
    };
    const delivery = {
      person,
      envelope,
      campaign,
      edition,
      questionnaire: about,
      unit: { id: unit, kind: 'household', village, name: unit, address: '', order: 1, revision: 1 },
      unitName: unit,
      answers,
      canonical,
      contentHash,
    };
    const { writes } = await acceptance(delivery, undefined, [], collecting, ports);
    items.push(writes.flatMap((write: Write) => ('put' in write ? [write.put] : [])));
  }
  return items;
};
