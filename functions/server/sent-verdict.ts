/** A verdict on its way between threads, without its answers: from their canonical bytes they are made faster than copied. */
import type { Judged } from '../ports.ts';
import { textOf } from '../store/bytes.ts';

export type WithoutAnswers = Exclude<Judged, { ok: true }> | Omit<Extract<Judged, { ok: true }>, 'answers'>;

export const withoutAnswers = (judged: Judged): WithoutAnswers => {
  if (!judged.ok) return judged;
  const { answers: _, ...rest } = judged;
  return rest;
};

export const withAnswers = (judged: WithoutAnswers): Judged =>
  judged.ok ? { ...judged, answers: JSON.parse(textOf(judged.canonical)) } : judged;
