/** How instants, numbers and sizes are written. Wall times are the campaign's zone, and 24:00 stays 24:00 (C1). */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Instant, type LocalText, textIn } from '#forms/json.ts';

const partsOf = (instant: Instant, timeZone: string) => {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(instant);
  const part = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return {
    year: part('year'),
    month: Number(part('month')),
    day: Number(part('day')),
    time: `${part('hour')}:${part('minute')}`,
  };
};

const dayOf = (instant: Instant, timeZone: string, language: string): string => {
  const { month, day } = partsOf(instant, timeZone);
  if (language === 'zh-CN') return `${month}月${day}日`;
  return new Intl.DateTimeFormat('en-GB', { timeZone, day: 'numeric', month: 'short' }).format(instant);
};

export interface Formats {
  readonly language: string;
  readonly text: (text: LocalText) => string;
  readonly day: (instant: Instant, timeZone: string) => string;
  readonly weekday: (instant: Instant, timeZone: string) => string;
  readonly time: (instant: Instant, timeZone: string) => string;
  /** `11月12日 09:48` */
  readonly dayTime: (instant: Instant, timeZone: string) => string;
  /** `11月15日 24:00`: midnight belongs to the day that ends. */
  readonly deadline: (instant: Instant, timeZone: string) => string;
  /** `2022-11-12` */
  readonly date: (instant: Instant, timeZone: string) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly percent: (share: number, digits?: number) => string;
  readonly bytes: (size: number) => string;
  /** What people call the zone: 北京时间, `GMT+8`. */
  readonly zone: (timeZone: string) => string;
}

const bytesIn = (size: number, language: string): string => {
  if (size < 1024) return `${size} B`;
  const [value, unit] = size < 1024 * 1024 ? [size / 1024, 'KB'] : [size / 1024 / 1024, 'MB'];
  return `${value.toLocaleString(language, { maximumFractionDigits: 1 })} ${unit}`;
};

export const formatsIn = (language: string): Formats => {
  const gap = language === 'zh-CN' ? ' ' : ', ';
  const time = (instant: Instant, zone: string) => partsOf(instant, zone).time;
  const day = (instant: Instant, zone: string) => dayOf(instant, zone, language);
  return {
    language,
    text: (text) => textIn(text, language),
    day,
    weekday: (instant, timeZone) =>
      new Intl.DateTimeFormat(language === 'zh-CN' ? 'zh-CN' : 'en-GB', {
        timeZone,
        weekday: 'short',
      }).format(instant),
    time,
    dayTime: (instant, zone) => `${day(instant, zone)}${gap}${time(instant, zone)}`,
    deadline: (instant, zone) =>
      time(instant, zone) === '00:00'
        ? `${day(instant - 1, zone)}${gap}24:00`
        : `${day(instant, zone)}${gap}${time(instant, zone)}`,
    date: (instant, zone) => {
      const { year, month, day: date } = partsOf(instant, zone);
      return `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
    },
    number: (value, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits }),
    percent: (share, digits = 1) =>
      share.toLocaleString(language, { style: 'percent', maximumFractionDigits: digits }),
    bytes: (size) => bytesIn(size, language),
    zone: (timeZone) => {
      if (timeZone === 'Asia/Shanghai' && language === 'zh-CN') return '北京时间 UTC+8';
      const parts = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        timeZoneName: 'shortOffset',
      }).formatToParts();
      return `${timeZone} ${parts.find((part) => part.type === 'timeZoneName')?.value ?? ''}`;
    },
  };
};

/** Formats and text picking in the language that the person chose. */
export const useFormats = (): Formats => {
  const { i18n } = useTranslation();
  return useMemo(() => formatsIn(i18n.language), [i18n.language]);
};
