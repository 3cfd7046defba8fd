// Mantine's theme object: sizes and defaults only. Colours and type come from tokens.css and mantine.css as static variables,
// because the content security policy forbids the style element Mantine would otherwise inject.

import { createTheme, type MantineColorScheme } from '@mantine/core';
import type { Settings } from '../../contracts/system.ts';

/** Every control is 30 px high; dialogs never lock the body's scroll (the body does not scroll, and the lock injects a style). */
export const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' }, allowDeselect: false } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 300, multiline: true, maw: 340, withArrow: false } },
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        overlayProps: { backgroundOpacity: 0.5 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Popover: { defaultProps: { shadow: 'md' } },
    Menu: { defaultProps: { shadow: 'md' } },
  },
});

/** Key under which the page remembers the scheme before the settings arrive; public/color-scheme.js reads the same one. */
export const COLOR_SCHEME_KEY = 'anchordesk-color-scheme';
export const PALETTE_KEY = 'anchordesk-palette';

export function colorSchemeOf(setting: Settings['theme']): MantineColorScheme {
  return setting === 'system' ? 'auto' : setting;
}
