/** Every reason why a calendar cannot take the place of the campaign's own now, or what it would move. */
import { type Calendar, type CalendarFault, parseCalendar } from '#forms/campaign/calendar.ts';
import {
  againstExtensions,
  type CalendarChange,
  calendarChange,
  type HeldOpen,
} from '#forms/campaign/calendar-change.ts';
import type { Instant } from '#forms/json.ts';
import { ok, type Result, refuse } from '#forms/result.ts';
import type { Table, Write } from '../../ports.ts';
import type { Campaign } from '../../store/campaign.ts';
import { grantedCount, nothingGranted, readExtension, runningExtensions } from '../../store/extensions.ts';
import { sealKey } from '../../store/keys.ts';
import { readSeals } from '../../store/seals.ts';

export interface JudgedChange {
  readonly calendar: Calendar;
  readonly change: CalendarChange;
  /** What it was judged by, as conditions of whatever is written because of it (G36). */
  readonly stands: readonly Write[];
}

/** C20 … C25, on top of what every calendar must keep to. */
export const judgeChange = async (
  campaign: Campaign,
  source: unknown,
  now: Instant,
  table: Table,
): Promise<Result<JudgedChange, readonly CalendarFault[]>> => {
  const parsed = parseCalendar(source);
  if (!parsed.ok) return parsed;
  const granted = await grantedCount(table, campaign.id);
  const begun = (await readSeals(table, campaign.id)).map(({ seal }) => seal);
  const change = calendarChange(campaign.calendar, parsed.value, now, begun);
  const held = againstExtensions(parsed.value, await heldOpen(campaign, table), now);
  if (!change.ok) return refuse([...change.refusal, ...held]);
  if (held.length > 0) return refuse(held);
  const stands = [nothingGranted(campaign.id, granted), ...noSealBegun(campaign, begun)];
  return ok({ calendar: parsed.value, change: change.value, stands });
};

/** Of those that had not begun none has; a campaign has a handful. */
const noSealBegun = ({ id, calendar }: Campaign, begun: readonly string[]): readonly Write[] =>
  calendar.seals
    .filter((seal) => !begun.includes(seal.id))
    .map((seal) => ({ check: sealKey(id, seal.id), when: [{ attribute: 'pk', is: 'absent' }] }));

const heldOpen = async ({ id, calendar }: Campaign, table: Table): Promise<readonly HeldOpen[]> => {
  const running = await runningExtensions(table, id);
  const extensions = await Promise.all(running.map((one) => readExtension(table, id, one.area, one.id)));
  return extensions.flatMap((extension) => {
    const stage = calendar.stages.find((one) => one.id === extension?.stage);
    return extension && stage ? [{ group: stage.group, right: stage.right, until: extension.until }] : [];
  });
};
