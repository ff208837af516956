/** What a check says, in the person's language, with the values that it found. */
import { filledIn } from '#forms/checks/placeholders.ts';
import { type Json, type LocalText, textIn } from '#forms/json.ts';

/** A value that is not there is a gap, and a list is its entries. */
const told = (value: Json | undefined): string => {
  if (value === undefined || value === null || value === '') return '…';
  if (Array.isArray(value)) return value.map((one: Json) => told(one)).join(', ');
  return typeof value === 'object' ? '…' : String(value);
};

export const messageText = (
  message: LocalText,
  facts: { readonly [placeholder: string]: Json } | undefined,
  language: string,
): string => filledIn(textIn(message, language), (placeholder) => told(facts?.[placeholder]));
