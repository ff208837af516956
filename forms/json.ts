/** JSON as it comes off the wire, and the plain shapes that the domain is written in. */
export type JsonScalar = string | number | boolean | null;
export type Json = JsonScalar | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isJsonObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A text in several languages, keyed by BCP 47 tag in lower case as SurveyJS spells it; `default` is English. */
export type LocalText = string | { readonly [locale: string]: string };

/** The text for a locale such as `zh-CN`; falls back to the default, then to any language there is. */
export const textIn = (text: LocalText, locale: string): string => {
  if (typeof text === 'string') return text;
  return text[locale.toLowerCase()] ?? text[locale] ?? text.default ?? Object.values(text)[0] ?? '';
};

/** Milliseconds since 1970-01-01T00:00Z by the server's clock. Things people keep (receipts, seals) carry ISO 8601 UTC. */
export type Instant = number;
