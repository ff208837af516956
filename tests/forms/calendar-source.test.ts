import { expect, test } from 'vitest';
import { parseCalendar } from '#forms/campaign/calendar.ts';
import { calendarSource } from '#forms/campaign/calendar-source.ts';
import { shippedPack, shippedPacks } from '#tests/support/shipped-packs.ts';

test.each(shippedPacks)(
  '[C26] the calendar of %s is the same when it is written out and parsed again',
  (id) => {
    const { calendar } = shippedPack(id);
    expect(parseCalendar(calendarSource(calendar))).toEqual({ ok: true, value: calendar });
    expect(parseCalendar(calendarSource({ ...calendar, revision: 7 }))).toEqual({
      ok: true,
      value: calendar,
    });
  },
);

test('[C26] deadlines are written as 24:00, the first morning as 00:00', () => {
  const written = calendarSource(shippedPack('township-2022').calendar);
  const [first] = written.stages;
  expect(first?.from).toMatch(/ 00:00$/);
  for (const { to } of written.stages) expect(to).toMatch(/ 24:00$/);
  for (const { from } of written.stages.filter(({ id }) => id !== first?.id))
    expect(from).toMatch(/ (24|00):00$/);
});
