/**
 * SurveyJS in our hand: its base colours are our tokens, so it follows light and dark by itself. The colours that it would
 * derive with relative colour syntax are given outright, because three-year-old phones do not know that syntax.
 */
import type { ITheme } from 'survey-core';

const colours = {
  'project-brand-600': 'var(--accent)',
  'project-brand-700': 'var(--accent)',
  'bg-brand-primary': 'var(--accent)',
  'bg-brand-primary-dim': 'var(--accent)',
  'bg-brand-secondary': 'var(--accent-soft)',
  'bg-brand-secondary-dim': 'var(--accent-soft)',
  'bg-brand-tertiary': 'transparent',
  'bg-brand-tertiary-dim': 'var(--accent-soft)',
  'fg-brand-primary': 'var(--accent)',
  'fg-brand-primary-muted': 'var(--accent)',
  'fg-brand-on-primary': 'var(--accent-ink)',
  'border-brand-primary': 'var(--accent)',
  'border-brand-secondary': 'var(--accent)',
  'bg-basic-primary': 'var(--surface)',
  'bg-basic-primary-dim': 'var(--paper)',
  'bg-basic-primary-disabled': 'var(--sunken)',
  'bg-basic-secondary': 'var(--surface)',
  'bg-basic-secondary-dim': 'var(--sunken)',
  'bg-basic-tertiary': 'var(--sunken)',
  'bg-basic-tertiary-dim': 'var(--sunken)',
  'bg-neutral-primary': 'var(--ink)',
  'bg-neutral-secondary': 'var(--sunken)',
  'bg-neutral-secondary-dim': 'var(--sunken)',
  'bg-neutral-tertiary': 'transparent',
  'bg-neutral-tertiary-dim': 'var(--sunken)',
  'fg-basic-primary': 'var(--ink)',
  'fg-basic-secondary': 'var(--ink-2)',
  'fg-basic-secondary-disabled': 'var(--ink-2)',
  'fg-basic-tertiary': 'var(--ink-3)',
  'fg-neutral-primary-muted': 'var(--ink-2)',
  'border-basic-primary': 'var(--line-strong)',
  'border-basic-secondary': 'var(--line)',
  'border-basic-secondary-overlay': 'var(--line-strong)',
  'component-input-default-line': 'var(--field-line)',
  'bg-alert-primary': 'var(--bad)',
  'bg-alert-primary-dim': 'var(--bad)',
  'bg-alert-secondary': 'var(--bad-soft)',
  'bg-alert-secondary-dim': 'var(--bad-soft)',
  'fg-alert-primary': 'var(--bad)',
  'border-alert-primary': 'var(--bad)',
  'utility-body': 'var(--paper)',
  'utility-sheet': 'var(--surface)',
  'utility-surface-survey': 'transparent',
  'utility-a11y': 'var(--accent)',
  'utility-overlay': 'rgb(0 0 0 / 0.5)',
  'utility-shadow-surface-default': 'transparent',
};

export const surveyTheme: ITheme = {
  themeName: 'xiangbiao',
  cssVariables: {
    ...Object.fromEntries(Object.entries(colours).map(([name, value]) => [`--sjs2-color-${name}`, value])),
    '--sjs2-typography-font-family-text': 'var(--font)',
    '--sjs2-typography-font-family-default': 'var(--font)',
  },
};
