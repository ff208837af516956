/** Mantine in our hand: every colour it paints comes from tokens.css, so that both follow one switch between light and dark. */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  Input,
  type MantineColorSchemeManager,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Table,
  Tabs,
} from '@mantine/core';
import { colorScheme, onColorScheme, setColorScheme } from './shell/color-scheme.ts';

/** 靛青: shade 6 is --accent in light, shade 3 in dark. */
const accent: MantineColorsTuple = [
  '#e3eef6',
  '#c8ddec',
  '#a3c7e0',
  '#6fb1de',
  '#4c93c2',
  '#3478a5',
  '#1f5f8b',
  '#194d71',
  '#133a55',
  '#0d2739',
];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-mono)',
  headings: { fontFamily: 'var(--font)', fontWeight: '600' },
  colors: { accent },
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 3 },
  autoContrast: true,
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: 'var(--r1)', md: 'var(--r2)', lg: 'var(--r3)', xl: '24px' },
  fontSizes: {
    xs: 'var(--t-xs)',
    sm: 'var(--t-s)',
    md: 'var(--t-s)',
    lg: 'var(--t-l)',
    xl: 'var(--t-xl)',
  },
  spacing: { xs: 'var(--s1)', sm: 'var(--s2)', md: 'var(--s3)', lg: 'var(--s4)', xl: 'var(--s5)' },
  shadows: { xs: 'var(--shadow-1)', sm: 'var(--shadow-1)', md: 'var(--shadow-2)', lg: 'var(--shadow-2)' },
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'compact-md' }, styles: { root: { minHeight: 32 } } }),
    Input: Input.extend({ defaultProps: { size: 'sm' }, styles: { input: { minHeight: 32 } } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', position: 'bottom-end' } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md' } }),
    Modal: Modal.extend({ defaultProps: { centered: true, radius: 'md' } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 6, horizontalSpacing: 8 } }),
    Tabs: Tabs.extend({ defaultProps: { keepMounted: false } }),
  },
});

const painted = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-color-accent-light': 'var(--accent-soft)',
  '--mantine-color-accent-light-color': 'var(--accent)',
  '--mantine-color-accent-outline': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: painted, dark: painted });

let stop: (() => void) | undefined;
/** Mantine reads and writes the same choice as the rest of the app. */
export const schemeManager: MantineColorSchemeManager = {
  get: () => colorScheme(),
  set: setColorScheme,
  subscribe: (onUpdate) => {
    stop = onColorScheme(onUpdate);
  },
  unsubscribe: () => stop?.(),
  clear: () => setColorScheme('auto'),
};
