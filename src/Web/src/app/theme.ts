import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import type { TFunction } from 'i18next';

const pine: MantineColorsTuple = [
  '#e8f7f4', '#cfeee8', '#a3ded4', '#6fcabc', '#45b8a8',
  '#1f9e8e', '#0f8a7c', '#0b7368', '#085e55', '#054a43',
];

// Neutral greys with a breath of green; 6 is the dimmed text and holds 4.5:1 on every light surface
const gray: MantineColorsTuple = [
  '#f6f8f7', '#eef2f1', '#e3e9e7', '#d3dbd9', '#bcc7c4',
  '#8f9d9a', '#5a6966', '#43504e', '#2b3634', '#1a2221',
];

const dark: MantineColorsTuple = [
  '#d5dddb', '#b9c4c1', '#9aa8a5', '#6f7f7b', '#37423f',
  '#2a3432', '#1d2524', '#141a19', '#0f1413', '#0a0e0d',
];

/** Buttons that a component brings along get their names here. */
export const themeIn = (t: TFunction) =>
  createTheme({
    primaryColor: 'pine',
    // White on it holds 4.5:1, and it stands out from the dark page by 3:1
    primaryShade: 7,
    colors: { pine, gray, dark },
    black: '#16201e',
    fontFamily: "'Onest Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
    headings: {
      fontWeight: '650',
      sizes: {
        h1: { fontSize: '2rem', lineHeight: '1.2' },
        h2: { fontSize: '1.25rem', lineHeight: '1.35' },
        h3: { fontSize: '1.05rem', lineHeight: '1.4' },
      },
    },
    defaultRadius: 'md',
    radius: { xs: '6px', sm: '8px', md: '12px', lg: '18px', xl: '28px' },
    cursorType: 'pointer',
    focusRing: 'auto',
    respectReducedMotion: true,
    components: {
      // The colours of titles are too light on the tinted ground
      Alert: { styles: { title: { color: 'var(--mantine-color-text)' } } },
      Button: { defaultProps: { fw: 600 } },
      // The placeholder is a focusable element that a menu may not hold
      Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
      Modal: { defaultProps: { radius: 'lg', centered: true, closeButtonProps: { 'aria-label': t('common.close') } } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': t('common.close') } } },
      Paper: { defaultProps: { radius: 'lg' } },
    },
  });

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfcfb',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-placeholder': '#5a6966',
    '--mantine-color-yellow-light': '#fdf4dc',
    '--mantine-color-yellow-light-color': '#8a5a00',
    '--vc-focus': pine[7]!,
    '--vc-surface': '#ffffff',
    '--vc-surface-sunken': '#f1f5f4',
    '--vc-line': '#e1e8e6',
    '--vc-glow': '#e2f4ef',
    '--vc-danger': '#c62f2f',
  },
  dark: {
    '--mantine-color-error': '#ff8a80',
    '--mantine-color-pine-light': '#173a33',
    '--mantine-color-pine-light-hover': '#1c463d',
    '--mantine-color-pine-light-color': pine[2]!,
    '--mantine-color-yellow-light': '#332b18',
    '--mantine-color-yellow-light-color': '#f2c66d',
    '--mantine-color-red-light': '#3d1f1e',
    '--mantine-color-red-light-color': '#ff8a80',
    '--mantine-color-gray-light': '#2a3432',
    '--mantine-color-gray-light-hover': '#33403d',
    '--mantine-color-gray-light-color': gray[4]!,
    '--mantine-color-placeholder': '#9aa8a5',
    '--vc-focus': pine[3]!,
    '--vc-surface': '#1a2120',
    '--vc-surface-sunken': '#101615',
    '--vc-line': '#2b3533',
    '--vc-glow': '#16302b',
    '--vc-danger': '#cf3f38',
  },
});
