/**
 * Keys of deadlines and seals, with the question that each answers: how far they have come, what was sealed, what was corrected. All lie
 * in the campaign's partition; keys.ts has everything else.
 */
import type { AreaCode } from '#forms/permission/area.ts';
import type { Key } from '../ports.ts';
import { campaignPk, number } from './keys.ts';

/** How far has a deadline come? One small item for each piece that is done, so that counting reads no more than that. */
export const progressPrefix = (kind: string, id: string) => `PROGRESS#${kind}#${id}#`;
export const progressKey = (campaign: string, kind: string, id: string, village: AreaCode): Key => ({
  pk: campaignPk(campaign),
  sk: `${progressPrefix(kind, id)}${village}`,
});
/** When did a state machine last begin with this? What is swept leaves it alone for a while then. */
export const begunKey = (campaign: string, kind: string, id: string): Key => ({
  pk: campaignPk(campaign),
  sk: `BEGUN#${kind}#${id}`,
});
/** Which villages have held against the written manifest? One note for each piece of a fan-out. */
export const verifiedPrefix = (seal: string) => `VERIFIED#${seal}#`;
export const verifiedKey = (campaign: string, seal: string, first: AreaCode): Key => ({
  pk: campaignPk(campaign),
  sk: `${verifiedPrefix(seal)}${first}`,
});
/** Which corrections to a seal were asked for, oldest first, and what became of them? Lines beside it, one a record. */
export const annexPrefix = (seal: string) => `ANNEX#${seal}#`;
export const annexKey = (campaign: string, seal: string, annex: string): Key => ({
  pk: campaignPk(campaign),
  sk: `${annexPrefix(seal)}${annex}`,
});
/** Which annex a key is of; nothing for every other item. */
export const annexOfKey = ({
  pk,
  sk,
}: Key): { readonly campaign: string; readonly seal: string; readonly annex: string } | undefined => {
  const [kind, seal, annex] = sk.split('#');
  if (kind !== 'ANNEX' || !seal || !annex || !pk.startsWith('C#')) return undefined;
  return { campaign: pk.slice(2), seal, annex };
};
export const annexLinePrefix = (seal: string, annex: string) => `ANNEXLINE#${seal}#${annex}#`;
export const annexLineKey = (campaign: string, seal: string, annex: string, index: number): Key => ({
  pk: campaignPk(campaign),
  sk: `${annexLinePrefix(seal, annex)}${number(index, 4)}`,
});
/** How many annexes of this seal have a number? */
export const annexCountKey = (campaign: string, seal: string): Key => ({
  pk: campaignPk(campaign),
  sk: `ANNEXES#${seal}`,
});
/** What is known of each village of a seal in the making. */
export const sealVillagePrefix = (seal: string) => `SEALED#${seal}#`;
export const sealVillageKey = (campaign: string, seal: string, village: AreaCode): Key => ({
  pk: campaignPk(campaign),
  sk: `${sealVillagePrefix(seal)}${village}`,
});
