/** Where a record stands: one glyph and one word each, never colour alone. */
import { useTranslation } from 'react-i18next';

export const recordStates = [
  'none',
  'draft',
  'here',
  'sending',
  'sent',
  'todo',
  'quarantined',
  'warn',
  'sealed',
] as const;
/** Empty · begun · only on this device · going out · accepted · needs the person · late · to explain · in a seal. */
export type GlyphState = (typeof recordStates)[number];

const shapes: { readonly [S in GlyphState]: React.ReactNode } = {
  none: <circle cx="8" cy="8" r="5.5" />,
  draft: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 2.5a5.5 5.5 0 010 11z" fill="currentColor" stroke="none" />
    </>
  ),
  here: (
    <>
      <rect x="4.5" y="1.8" width="7" height="12.4" rx="1.5" />
      <path d="M7.2 11.8h1.6" />
    </>
  ),
  sending: <path d="M8 13V3.5M4 7.2l4-4 4 4" />,
  sent: <path d="M2.8 8.5l3.4 3.4 7-7.4" />,
  todo: (
    <>
      <circle cx="8" cy="8" r="6.4" fill="currentColor" stroke="none" />
      <path d="M8 4.8v3.7M8 11h.01" stroke="var(--surface)" />
    </>
  ),
  quarantined: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.4 5.8v4.4M9.6 5.8v4.4" />
    </>
  ),
  warn: (
    <>
      <path d="M8 2.5L1.8 13.500h12.400z" />
      <path d="M8 6.800v3M8 11.600h.01" />
    </>
  ),
  sealed: (
    <>
      <rect x="2" y="2" width="12" height="12" rx="1.5" fill="currentColor" stroke="none" />
      <path d="M4.800 8.200l2.300 2.300 4.200-4.600" stroke="var(--surface)" />
    </>
  ),
};

export const Glyph = ({ state, size = 16 }: { readonly state: GlyphState; readonly size?: number }) => (
  <svg className={`x-glyph ${state}`} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
    {shapes[state]}
  </svg>
);

/** Glyph and word; `word` replaces the state's own name (a questionnaire in a chip), the name stays for screen readers. */
export const StateGlyph = ({ state, word }: { readonly state: GlyphState; readonly word?: string }) => {
  const { t } = useTranslation('shell');
  return (
    <span className={`x-state ${state}`}>
      <Glyph state={state} />
      {word ?? t(`state.${state}`)}
      {word && <span className="x-vh">{`: ${t(`state.${state}`)}`}</span>}
    </span>
  );
};
