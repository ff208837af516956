/** What the table says of a moment beside its time: which right gives way to which, and how things stand just now (W60). Pure. */
import { type Calendar, type Right, stagesOf } from '#forms/campaign/calendar.ts';
import type { Instant } from '#forms/json.ts';
import type { ExtensionState, RehearsalReply } from '#forms/wire/deadlines.ts';
import type { SealState } from '#forms/wire/shapes.ts';
import { sumOf } from '../rehearsal-sums.ts';

export interface Passage {
  readonly from: Right | 'closed';
  readonly to: Right | 'closed' | 'sealed';
}

/** A milestone moves no gate: nothing. A seal closes for good what its groups' last stage left. */
export const passageOf = (
  calendar: Calendar,
  kind: 'freeze' | 'milestone' | 'seal',
  id: string,
): Passage | undefined => {
  if (kind === 'milestone') return undefined;
  if (kind === 'seal') {
    const seal = calendar.seals.find((one) => one.id === id);
    const last = stagesOf(calendar, seal?.groups[0] ?? '').at(-1);
    return { from: last && last.to === seal?.at ? last.right : 'closed', to: 'sealed' };
  }
  const stage = calendar.stages.find((one) => one.id === id);
  if (!stage) return undefined;
  const next = stagesOf(calendar, stage.group).find(({ from }) => from >= stage.to);
  return { from: stage.right, to: next?.right ?? 'closed' };
};

export type Standing =
  | { readonly kind: 'extended'; readonly villages: number; readonly until: Instant }
  | { readonly kind: 'undone'; readonly undone: number; readonly unsent: number }
  | { readonly kind: 'seal'; readonly seal: SealState };

export interface Known {
  readonly calendar: Calendar;
  readonly extensions: readonly ExtensionState[];
  readonly seals: readonly SealState[];
  readonly rehearsal: Pick<RehearsalReply, 'lines' | 'phones'> | undefined;
  readonly now: Instant;
}

/** An end shows the extensions that hold behind it; the end that comes next in a group what would be missing; a seal how far it is. */
export const standingsOf = (
  kind: 'freeze' | 'milestone' | 'seal',
  id: string,
  { calendar, extensions, seals, rehearsal, now }: Known,
): readonly Standing[] => {
  if (kind === 'milestone') return [];
  if (kind === 'seal') {
    const seal = seals.find((one) => one.id === id);
    return seal && seal.state !== 'planned' ? [{ kind: 'seal', seal }] : [];
  }
  const stage = calendar.stages.find((one) => one.id === id);
  if (!stage) return [];
  const own = extensions.filter(
    ({ state, stage: of, until }) => state === 'granted' && of === id && until > Math.max(stage.to, now),
  );
  const villages = new Set(own.flatMap((extension) => extension.villages)).size;
  const extended: readonly Standing[] =
    villages > 0 ? [{ kind: 'extended', villages, until: Math.max(...own.map(({ until }) => until)) }] : [];
  const isNext = stage.from <= now && now < stage.to && stage.right !== 'read';
  const undone = isNext
    ? sumOf((rehearsal?.lines ?? []).filter(({ group }) => group === stage.group))
    : undefined;
  if (!undone?.unfinished) return extended;
  const unsent = (rehearsal?.phones ?? []).reduce((sum, phone) => sum + phone.unsent, 0);
  return [...extended, { kind: 'undone', undone: undone.unfinished, unsent }];
};
