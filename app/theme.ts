"use client";

import {
  Checkbox,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MenuProps,
  Modal,
  type MultiSelectProps,
  type NotificationProps,
  type SelectProps,
  virtualColor,
} from "@mantine/core";
import { CHART_BACKGROUND, expressionColours } from "#lib/chart/palette.ts";
import { segmentColours } from "#lib/chart/segment-palette.ts";

/** Near-black on light, near-white on dark: the interface stays neutral so that colour belongs to the data. */
const graphite: MantineColorsTuple = [
  "#f3f4f6",
  "#e4e6ea",
  "#c8ccd3",
  "#a5abb6",
  "#7f8795",
  "#636b7a",
  "#4b5260",
  "#363c48",
  "#242933",
  "#15181f",
];

const dark: MantineColorsTuple = [
  "#e3e6eb",
  "#c3c8d1",
  "#9aa1ae",
  "#7d8594",
  "#343a45",
  "#272c35",
  "#1c2027",
  "#14171c",
  "#0f1216",
  "#0a0c0f",
];

/** The list of a field scrolls itself, by the field's arrow keys; a region in it that scrolls could not be reached by key. */
const SCROLLING_LIST = {
  defaultProps: { withScrollArea: false } satisfies Partial<SelectProps & MultiSelectProps>,
  styles: { options: { maxHeight: 280, overflowY: "auto" } },
} as const;

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, monospace",
  headings: {
    fontFamily: "'Inter Variable', system-ui, sans-serif",
    fontWeight: "620",
    sizes: {
      h1: { fontSize: "1.75rem", lineHeight: "1.2" },
      h2: { fontSize: "1.25rem", lineHeight: "1.3" },
      h3: { fontSize: "1rem", lineHeight: "1.4" },
    },
  },
  colors: { graphite, dark, ink: virtualColor({ name: "ink", light: "graphite", dark: "graphite" }) },
  primaryColor: "ink",
  primaryShade: { light: 9, dark: 0 },
  autoContrast: true,
  luminanceThreshold: 0.4,
  defaultRadius: "md",
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "12px", xl: "20px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    // An element among the items that takes the focus has no role that a menu may hold; the first item takes it.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } satisfies Partial<MenuProps> },
    Select: SCROLLING_LIST,
    MultiSelect: SCROLLING_LIST,
    Modal: Modal.extend({ defaultProps: { closeButtonProps: { "aria-label": "Close dialog" } } }),
    Notification: {
      defaultProps: {
        closeButtonProps: { "aria-label": "Close message" },
      } satisfies Partial<NotificationProps>,
      // Under a title Mantine's own is 3.3:1 on white.
      styles: { description: { color: "var(--mantine-color-text)" } },
    },
    Checkbox: Checkbox.extend({
      vars: () => ({ root: { "--checkbox-icon-color": "var(--mantine-color-body)" } }),
    }),
  },
});

/** Mantine's own dimmed text and what it says of errors are 3.3:1 on white; these reach 4.5:1 in both schemes. */
export const themeVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#171a21",
    "--mantine-color-dimmed": "#5b6371",
    "--mantine-color-placeholder": "#6f7785",
    "--mantine-color-error": "var(--mantine-color-red-9)",
    "--mantine-color-default-border": "#dfe2e7",
    "--reactline-canvas": "#f8f9fa",
    "--reactline-card": CHART_BACKGROUND.light,
    "--reactline-hairline": "#e8eaee",
    "--reactline-live": "#0b7a4b",
    "--reactline-simulated": "#8a5200",
    "--reactline-simulated-wash": "#fff4df",
    "--reactline-simulated-hatch": "rgb(176 110 0 / 22%)",
    "--reactline-measured": "#7b8493",
    "--reactline-lost": "#cdd2d9",
    ...expressionColours("light"),
    ...segmentColours("light"),
  },
  dark: {
    "--mantine-color-text": "#e3e6eb",
    "--mantine-color-dimmed": "#9aa1ae",
    "--mantine-color-default-border": "#343a45",
    // The primary shade of dark, 0, is for ink: white words on the palest red cannot be read.
    "--mantine-color-red-filled": "var(--mantine-color-red-9)",
    "--mantine-color-red-filled-hover": "var(--mantine-color-red-8)",
    // Dimmed words in an item that is pointed at: 5.3:1, where Mantine's own shade makes it 4.4.
    "--menu-item-hover": "var(--mantine-color-dark-5)",
    "--mantine-color-red-outline": "var(--mantine-color-red-4)",
    "--mantine-color-error": "var(--mantine-color-red-4)",
    "--reactline-canvas": "#0f1216",
    "--reactline-card": CHART_BACKGROUND.dark,
    "--reactline-hairline": "#262b33",
    "--reactline-live": "#4bd18f",
    "--reactline-simulated": "#f2b34c",
    "--reactline-simulated-wash": "#2b2113",
    "--reactline-simulated-hatch": "rgb(242 179 76 / 17%)",
    "--reactline-measured": "#858d9c",
    "--reactline-lost": "#3b424e",
    ...expressionColours("dark"),
    ...segmentColours("dark"),
  },
});
